import { addDays, addMonths, periodOf, rangeOfPeriod, type DateRange, type UsageDate } from "./period.ts";

export const PERIOD_PRESETS = [
  "monthToDate",
  "lastMonth",
  "last7Days",
  "last30Days",
  "last90Days",
  "last3Months",
  "last6Months",
  "last12Months",
  "yearToDate",
] as const;

/** A range that is named, not dated: it moves on as data arrives. */
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

/**
 * The days a preset means when data ends before `end`. The month of the last day with data counts as the present one,
 * also long after it; ranges of several months hold it.
 */
export function presetRange(preset: PeriodPreset, end: UsageDate): DateRange {
  const present = periodOf(addDays(end, -1));
  const since = (months: number): DateRange => ({ from: `${addMonths(present, 1 - months)}-01`, to: end });
  switch (preset) {
    case "monthToDate":
      return since(1);
    case "lastMonth":
      return rangeOfPeriod(addMonths(present, -1));
    case "last7Days":
      return { from: addDays(end, -7), to: end };
    case "last30Days":
      return { from: addDays(end, -30), to: end };
    case "last90Days":
      return { from: addDays(end, -90), to: end };
    case "last3Months":
      return since(3);
    case "last6Months":
      return since(6);
    case "last12Months":
      return since(12);
    case "yearToDate":
      return { from: `${present.slice(0, 4)}-01-01`, to: end };
  }
}
