import {
  addDays,
  addMonths,
  lengthInDays,
  periodOf,
  periodsOf,
  rangeOfPeriod,
  type DateRange,
} from "./period.ts";

/** What a range is held against: the same days of last month, of last year, or the range right before it. */
export type Comparison = "previousPeriod" | "lastMonth" | "lastYear";

/**
 * The range to compare with. For month-to-date ranges "last month" means the same day numbers of the month before,
 * cut at that month's end, so that equal day counts are compared wherever the calendar allows it. The previous period of
 * a range that begins with a month is the same days as many months earlier, of any other the days right before it.
 */
export function comparisonRange(range: DateRange, comparison: Comparison): DateRange {
  if (comparison === "previousPeriod") {
    if (range.from.endsWith("-01")) return shiftMonths(range, -periodsOf(range).length);
    return { from: addDays(range.from, -lengthInDays(range)), to: range.from };
  }
  return shiftMonths(range, comparison === "lastMonth" ? -1 : -12);
}

function isWholeMonths(range: DateRange): boolean {
  return range.from.endsWith("-01") && range.to.endsWith("-01");
}

function shiftMonths(range: DateRange, months: number): DateRange {
  const lastDay = addDays(range.to, -1);
  if (isWholeMonths(range))
    return { from: shiftDate(range.from, months), to: `${addMonths(periodOf(range.to), months)}-01` };
  return { from: shiftDate(range.from, months), to: addDays(shiftDate(lastDay, months), 1) };
}

function shiftDate(date: string, months: number): string {
  const target = addMonths(periodOf(date), months);
  const lastOfTarget = addDays(rangeOfPeriod(target).to, -1);
  const wanted = `${target}-${date.slice(8)}`;
  return wanted > lastOfTarget ? lastOfTarget : wanted;
}
