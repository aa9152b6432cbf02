import type { Decimal } from "../money/decimal.ts";

/** What one unit of `from` is worth in `to`, for a month (`2026-09`) or from a day on (`2026-09-15`). */
export type CurrencyRate = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  /** Above zero. */
  readonly rate: Decimal;
  /** Where the rate is from, in the user's words. */
  readonly note: string;
};

/** The rate in force for a month, and the month or day it was entered for. */
export type RateInForce = {
  readonly rate: Decimal;
  readonly asOf: string;
  /** True where the month has no rate of its own and the latest earlier one stands in. */
  readonly isEarlier: boolean;
  readonly note: string;
};

/** One rate for a pair and a month or day: entering it again replaces it. */
export function rateId({ from, to, asOf }: Pick<CurrencyRate, "from" | "to" | "asOf">): string {
  return `${from}-${to}-${asOf}`;
}

/**
 * The rate of a month: the one entered for the month, else the latest of its days, else the latest earlier one; null
 * where there is none. Rates are taken in the direction they were entered, never turned around.
 */
export function rateInForce(
  rates: readonly CurrencyRate[],
  { from, to, month }: { readonly from: string; readonly to: string; readonly month: string },
): RateInForce | null {
  const known = rates.filter(
    (rate) => rate.from === from && rate.to === to && rate.asOf.slice(0, 7) <= month,
  );
  const own = known.find(({ asOf }) => asOf === month);
  const latest = own ?? known.toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1))[0];
  if (latest === undefined) return null;
  const { rate, asOf, note } = latest;
  return { rate, asOf, note, isEarlier: asOf.slice(0, 7) < month };
}

/** Currencies that amounts of one can be shown in. */
export function targetsOf(rates: readonly CurrencyRate[], from: string): readonly string[] {
  return [...new Set(rates.filter((rate) => rate.from === from).map(({ to }) => to))].toSorted();
}
