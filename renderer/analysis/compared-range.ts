import { comparisonRange, type Comparison } from "#core/time/comparison.ts";
import { addDays, addMonths, periodOf, type DateRange } from "#core/time/period.ts";
import { coverageOf } from "./coverage.ts";

const TREND_MONTHS = 13;

/** The range to compare with; null where nothing is compared, or the data does not reach all of it. */
export function comparedRange(
  range: DateRange,
  comparison: Comparison | null,
  data: DateRange | null,
): DateRange | null {
  const before = comparison === null ? null : comparisonRange(range, comparison);
  return before === null || coverageOf(before, data) !== "whole" ? null : before;
}

/** Months up to the end of a range, as far back as a year before and as the data goes, where it goes that far back. */
export function trendRange(range: DateRange, data: DateRange): DateRange {
  const last = periodOf(addDays(range.to, -1));
  const from = `${addMonths(last, 1 - TREND_MONTHS)}-01`;
  return { from: from < data.from && data.from < range.to ? data.from : from, to: range.to };
}
