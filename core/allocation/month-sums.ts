import { formatScaled } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";
import type { ChargebackRow } from "./allocation-query.ts";

type Sums = { readonly direct: bigint; readonly shared: bigint };

/** What is owed in each month, scaled. */
export type MonthSums = Map<BillingPeriod, Sums>;

export function addToMonth(sums: MonthSums, month: BillingPeriod, part: Partial<Sums>): void {
  const { direct, shared } = sums.get(month) ?? { direct: 0n, shared: 0n };
  sums.set(month, { direct: direct + (part.direct ?? 0n), shared: shared + (part.shared ?? 0n) });
}

/** The sums as they are told, in all and by month. */
export function owedIn(sums: MonthSums): Pick<ChargebackRow, "direct" | "shared" | "total" | "months"> {
  const months = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const direct = months.reduce((all, [, of]) => all + of.direct, 0n);
  const shared = months.reduce((all, [, of]) => all + of.shared, 0n);
  return {
    direct: formatScaled(direct),
    shared: formatScaled(shared),
    total: formatScaled(direct + shared),
    months: months.map(([month, of]) => ({
      month,
      direct: formatScaled(of.direct),
      shared: formatScaled(of.shared),
    })),
  };
}
