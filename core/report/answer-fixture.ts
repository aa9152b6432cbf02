import type { CostAnswer } from "../cost/query/cost-query.ts";
import { sum, type Decimal } from "../money/decimal.ts";

/** An answer over one bucket, for tests: groups by service, what is left over as `other`. */
export function answerOf(
  groups: Readonly<Record<string, Decimal | null>>,
  other: { readonly groups: number; readonly total: Decimal } | null = null,
): CostAnswer {
  const known = Object.values(groups).filter((total) => total !== null);
  const total = sum(other === null ? known : [...known, other.total]);
  return {
    currency: "USD",
    currencies: ["USD"],
    buckets: ["total"],
    groups: Object.entries(groups).map(([service, amount]) => ({
      key: [service],
      labels: [null],
      total: amount,
      values: [amount],
      lineItems: 1,
      units: [],
    })),
    other: other && { ...other, values: [other.total], lineItems: other.groups },
    total,
    values: [total],
    lineItems: known.length,
    missing: [],
    answeredFrom: "daily",
  };
}
