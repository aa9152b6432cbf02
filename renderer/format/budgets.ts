import type { BudgetRhythm, BudgetThreshold } from "#core/budget/budget.ts";
import type { BudgetChanges } from "#core/budget/budget-changes.ts";
import type { BudgetState } from "#core/budget/evaluate.ts";
import { compare, subtract } from "#core/money/decimal.ts";
import { assertNever } from "#core/result/assert-never.ts";
import { valueName } from "./dimensions.ts";
import type { Format } from "./format.ts";

export const BUDGET_STATES = {
  ok: { label: "Within budget", tone: "good" },
  atRisk: { label: "At risk", tone: "notes" },
  passed: { label: "Passed", tone: "problems" },
  unknown: { label: "Not known", tone: "neutral" },
} as const satisfies Record<
  BudgetState,
  { readonly label: string; readonly tone: "good" | "notes" | "problems" | "neutral" }
>;

export function rhythmWords(rhythm: BudgetRhythm): string {
  switch (rhythm.kind) {
    case "monthly":
      return "Every month";
    case "quarterly":
      return "Every quarter";
    case "yearly":
      return "Every year";
    case "rolling":
      return rhythm.months === 1 ? "Each month" : `Rolling ${rhythm.months} months`;
    default:
      return assertNever(rhythm);
  }
}

export function thresholdWords({ on, percent }: BudgetThreshold): string {
  return on === "actual" ? `${percent}% charged` : `${percent}% expected`;
}

/** One sentence on what is different from the period before, with the values that make the difference. */
export function changeWords(format: Format, changes: BudgetChanges): string {
  const { total, totalBefore, currency, before } = changes;
  if (total === null || totalBefore === null)
    return `There are no costs of ${format.range(before)} to compare with.`;
  const difference = subtract(total, totalBefore);
  const sign = compare(difference, "0.0");
  const than = `than in ${format.range(before)}`;
  if (sign === 0) return `Exactly as much ${than}.`;
  const amount = format.money(difference.replace("-", ""), currency);
  const named = changes.drivers.filter(({ dimension }) => dimension === "service").slice(0, 2);
  const because = named
    .map(
      ({ dimension, value, label, now, before: was }) =>
        `${valueName(dimension, value, label)} ${format.moneyDelta(now, was, currency)}`,
    )
    .join(", ");
  return `${amount} (${format.change(total, totalBefore)}) ${sign > 0 ? "more" : "less"} ${than}${because === "" ? "" : `: ${because}`}.`;
}
