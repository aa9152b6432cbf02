import type { UsageDate } from "../time/period.ts";

/**
 * What a charge is to someone who looks ahead. `usage`: what runs, by the day. `plan`: hourly Savings Plan fees.
 * `reservation`: monthly reservation fees. `monthly`: usage priced by the month. `fee`: support and other fees.
 * `oneOff`: refunds and upfront fees, which never tell of the next month.
 */
export const CHARGE_KINDS = [
  "usage",
  "plan",
  "reservation",
  "monthly",
  "fee",
  "marketplace",
  "tax",
  "credit",
  "oneOff",
] as const;

export type ChargeKind = (typeof CHARGE_KINDS)[number];

/** All charges of one kind on one day, exact, scaled by 10^18. */
export type Charge = { readonly kind: ChargeKind; readonly day: UsageDate; readonly amount: bigint };

export function isChargeKind(text: string): text is ChargeKind {
  return CHARGE_KINDS.some((kind) => kind === text);
}
