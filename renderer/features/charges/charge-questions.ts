import type { ChargeMetric, ChargesQuery } from "#core/charges/charges-query.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import { comparisonRange, type Comparison } from "#core/time/comparison.ts";
import { addDays, addMonths, periodOf, type DateRange } from "#core/time/period.ts";
import { coverageOf } from "../../analysis/coverage.ts";

const TREND_MONTHS = 13;

/** Usage amounts are no money: there the invoice's own metric is shown. */
export function chargeMetric(metric: MetricId): ChargeMetric {
  return metric === "usageAmount" ? "unblended" : metric;
}

/** Months up to the end of a range, as far back as a year before and as the data goes. */
export function trendRange(range: DateRange, data: DateRange): DateRange {
  const last = periodOf(addDays(range.to, -1));
  const from = `${addMonths(last, 1 - TREND_MONTHS)}-01`;
  return { from: from < data.from ? data.from : from, to: range.to };
}

/** The same question about the range compared with; null where the data does not reach all of it. */
export function beforeQuestion(
  query: ChargesQuery,
  comparison: Comparison | null,
  data: DateRange,
): ChargesQuery | null {
  const range = comparison === null ? null : comparisonRange(query.range, comparison);
  return range === null || coverageOf(range, data) !== "whole" ? null : { ...query, range };
}
