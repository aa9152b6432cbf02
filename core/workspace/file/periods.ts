import { type Decimal, sum } from "../../money/decimal.ts";
import type { BillingPeriod } from "../../time/period.ts";
import type { FileDelivery } from "./manifest.ts";

/** What a workspace file holds of one billing period in one currency. */
export type FilePeriod = {
  readonly billingPeriod: BillingPeriod;
  readonly currency: string;
  /** Line items of all deliveries of the period that count, whatever their currency. */
  readonly rows: number;
  readonly unblended: Decimal;
};

/** The billing periods of a workspace file by month and currency; deliveries that do not count are left out. */
export function periodsOf(deliveries: readonly FileDelivery[]): readonly FilePeriod[] {
  const counted = deliveries.filter((delivery) => delivery.counted);
  const periods = [...new Set(counted.map(({ billingPeriod }) => billingPeriod))].toSorted();
  return periods.flatMap((billingPeriod) => {
    const own = counted.filter((delivery) => delivery.billingPeriod === billingPeriod);
    const rows = own.reduce((total, delivery) => total + delivery.rows, 0);
    const currencies = [...new Set(own.flatMap(({ totals }) => Object.keys(totals)))].toSorted();
    return currencies.map((currency) => ({
      billingPeriod,
      currency,
      rows,
      unblended: sum(own.map(({ totals }) => totals[currency] ?? "0.0")),
    }));
  });
}
