import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { comparisonRange, type Comparison } from "#core/time/comparison.ts";
import type { DateRange } from "#core/time/period.ts";
import { coverageOf } from "../../analysis/coverage.ts";
import { fitting } from "../../analysis/granularity-rules.ts";
import type { ExplorationView } from "../../stores/exploration-link.ts";

const MOST_ROWS = 250;
const MOST_PAST_ROWS = 5_000;

type Asked = Pick<ExplorationView, "metric" | "granularity" | "groupBy" | "filters" | "currency"> & {
  readonly range: DateRange;
};

/** What the chart and the table show. */
export function presentQuestion(view: Asked): CostQuery {
  const { metric, range, groupBy, filters, currency } = view;
  return {
    metric,
    range,
    groupBy,
    filters,
    currency,
    granularity: fitting(view.granularity, range),
    top: MOST_ROWS,
  };
}

/** The groups' totals over the range compared with; null where the data does not reach all of it. */
export function pastQuestion(
  view: Asked,
  comparison: Comparison | null,
  data: DateRange | null,
): CostQuery | null {
  const range = comparison === null ? null : comparisonRange(view.range, comparison);
  if (range === null || coverageOf(range, data) !== "whole") return null;
  return { ...presentQuestion(view), range, granularity: "total", top: MOST_PAST_ROWS };
}

/** The whole over time in the range compared with, for the dashed line. */
export function pastLineQuestion(past: CostQuery | null, present: CostQuery): CostQuery | null {
  return past === null ? null : { ...past, granularity: present.granularity, groupBy: [], top: null };
}
