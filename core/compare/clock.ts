import { lengthInDays, periodsOf, rangeOfPeriod, type DateRange } from "../time/period.ts";

/** How much time a period holds, in days and in months; whole numbers, so that nothing is rounded. */
export type HeldTime = {
  readonly days: bigint;
  /** Months in parts of `MONTH`; a day of February is a larger part of its month than one of March. */
  readonly months: bigint;
};

/** Divisible by the length of every month. */
export const MONTH = 28n * 29n * 30n * 31n;

export function heldTime(ranges: readonly DateRange[]): HeldTime {
  let [days, months] = [0n, 0n];
  for (const range of ranges)
    for (const period of periodsOf(range)) {
      const month = rangeOfPeriod(period);
      const part = BigInt(lengthInDays(overlap(range, month)));
      days += part;
      months += (part * MONTH) / BigInt(lengthInDays(month));
    }
  return { days, months };
}

/**
 * True where an amount is counted in months (`GB-Mo`, `User-Month`): AWS divides by the length of the month, so a whole month
 * has the same amount whether it has 28 days or 31.
 */
export function isPerMonth(unit: string): boolean {
  return /(^|[^a-z])mo(nth)?s?($|[^a-z])/i.test(unit);
}

function overlap(a: DateRange, b: DateRange): DateRange {
  return { from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to };
}
