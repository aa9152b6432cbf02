import { lengthInDays, type DateRange, type Granularity } from "../time/period.ts";

/** Days up to which a trend is drawn by day, and a comparison is drawn along with the period. */
const MOST_DAYS = 93;

/** What the trend of a list shows: both periods where they lie close together, else the period alone. */
export function trendOf(
  range: DateRange,
  before: DateRange | null,
): { readonly range: DateRange; readonly granularity: Extract<Granularity, "day" | "month"> } {
  const both =
    before === null ? range : { from: before.from < range.from ? before.from : range.from, to: range.to };
  const shown = lengthInDays(both) <= Math.max(MOST_DAYS, 2 * lengthInDays(range)) ? both : range;
  return { range: shown, granularity: lengthInDays(shown) <= MOST_DAYS ? "day" : "month" };
}
