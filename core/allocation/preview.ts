import { formatScaled } from "../money/decimal.ts";
import type { AllocationPreview } from "./allocation-query.ts";
import type { AllocationModel } from "./model.ts";

/** Line items that match the same rules; one mark per rule, `1` where it matches. */
export type MatchFact = {
  readonly marks: string;
  readonly amount: bigint | null;
  readonly lineItems: number;
};

/** What each rule takes, and what it would take without the rules above it. */
export function previewOf(
  model: AllocationModel,
  facts: readonly MatchFact[],
  currency: string | null,
): AllocationPreview {
  const sums = model.rules.map(() => ({ taken: 0n, takenLineItems: 0, alone: 0n, aloneLineItems: 0 }));
  const left = { amount: 0n, lineItems: 0 };
  let total = 0n;
  for (const { marks, amount, lineItems } of facts) {
    const value = amount ?? 0n;
    total += value;
    const winner = marks.indexOf("1");
    if (winner < 0) {
      left.amount += value;
      left.lineItems += lineItems;
    }
    for (const [at, sum] of sums.entries()) {
      if (marks[at] !== "1") continue;
      sum.alone += value;
      sum.aloneLineItems += lineItems;
      if (at !== winner) continue;
      sum.taken += value;
      sum.takenLineItems += lineItems;
    }
  }
  return {
    currency,
    rules: model.rules.map(({ id }, at) => {
      const sum = sums[at] ?? { taken: 0n, takenLineItems: 0, alone: 0n, aloneLineItems: 0 };
      return { ruleId: id, ...sum, taken: formatScaled(sum.taken), alone: formatScaled(sum.alone) };
    }),
    unallocated: formatScaled(left.amount),
    unallocatedLineItems: left.lineItems,
    total: formatScaled(total),
  };
}
