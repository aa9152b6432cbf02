import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import { comparisonRange } from "#core/time/comparison.ts";
import {
  addDays,
  addMonths,
  periodOf,
  rangeOfPeriod,
  type DateRange,
  type UsageDate,
} from "#core/time/period.ts";
import { presetRange } from "#core/time/preset.ts";

/** The ranges the Overview speaks of, when data ends before `end`. */
export type OverviewRanges = {
  readonly month: DateRange;
  /** True while days of the month are still to come. */
  readonly isOpen: boolean;
  readonly lastMonth: DateRange;
  readonly lastYear: DateRange;
  readonly closed: DateRange;
  readonly beforeClosed: DateRange;
  readonly trend: DateRange;
};

export function overviewRanges(end: UsageDate): OverviewRanges {
  const month = presetRange("monthToDate", end);
  const present = periodOf(addDays(end, -1));
  const closed = rangeOfPeriod(addMonths(present, -1));
  return {
    month,
    isOpen: end < rangeOfPeriod(present).to,
    lastMonth: comparisonRange(month, "lastMonth"),
    lastYear: comparisonRange(month, "lastYear"),
    closed,
    beforeClosed: rangeOfPeriod(addMonths(present, -2)),
    trend: presetRange("last3Months", end),
  };
}

type Ask = { readonly metric: MetricId; readonly currency: string | null };

/** Total of a range. */
export function totalOf(range: DateRange, ask: Ask): CostQuery {
  return { ...ask, range, granularity: "total", groupBy: [], filters: [], top: null };
}

/** Every group of a range. */
export function groupsOf(range: DateRange, dimension: DimensionRef, ask: Ask): CostQuery {
  return { ...ask, range, granularity: "total", groupBy: [dimension], filters: [], top: null };
}

/** Services day by day; enough of them for every row of the table to have its line. */
export function trendOf(range: DateRange, ask: Ask): CostQuery {
  return { ...ask, range, granularity: "day", groupBy: ["service"], filters: [], top: 40 };
}
