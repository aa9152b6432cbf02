import type { Delivery } from "../delivery/delivery.ts";
import { addDays, rangeOfPeriod, type DateRange, type UsageDate } from "../time/period.ts";

/**
 * The days of a range that deliveries hold, in order. A bill holds all days of its month, except that the newest month ends with
 * the newest day, and that days before an account's starting date were left out.
 */
export function heldDays(
  range: DateRange,
  deliveries: readonly Pick<Delivery, "billingPeriod" | "from">[],
  newest: { readonly period: string | null; readonly lastDay: UsageDate | null },
): readonly DateRange[] {
  const starts = new Map<string, UsageDate>();
  for (const { billingPeriod, from } of deliveries) {
    const start = from ?? rangeOfPeriod(billingPeriod).from;
    const held = starts.get(billingPeriod);
    if (held === undefined || start < held) starts.set(billingPeriod, start);
  }
  return [...starts]
    .map(([period, start]): DateRange => {
      const end =
        period === newest.period && newest.lastDay !== null
          ? addDays(newest.lastDay, 1)
          : rangeOfPeriod(period).to;
      return {
        from: start > range.from ? start : range.from,
        to: end < range.to ? end : range.to,
      };
    })
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

/** The newest day held, where the range holds it and its month goes on. */
export function openDayIn(range: DateRange, lastDay: UsageDate | null): UsageDate | null {
  if (lastDay === null || lastDay < range.from || lastDay >= range.to) return null;
  return addDays(lastDay, 1).endsWith("-01") ? null : lastDay;
}
