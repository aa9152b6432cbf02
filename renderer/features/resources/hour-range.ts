import { addDays, lengthInDays, type DateRange } from "#core/time/period.ts";

/** Hours of more days than this are more than a chart can show. */
export const MOST_HOUR_DAYS = 31;

/** Days of a period whose hours are shown: the last ones on which the resource was there; null where it was not. */
export function hourRange(
  range: DateRange,
  seen: { readonly firstSeen: string; readonly lastSeen: string },
): DateRange | null {
  const from = later(range.from, seen.firstSeen);
  const to = earlier(range.to, addDays(seen.lastSeen, 1));
  if (from >= to) return null;
  return lengthInDays({ from, to }) > MOST_HOUR_DAYS
    ? { from: addDays(to, -MOST_HOUR_DAYS), to }
    : { from, to };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
