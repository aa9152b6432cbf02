import type { AcrossQuery, ComparedMetric } from "#core/compare/comparison.ts";
import { groupCell } from "#core/cost/explain/cost-cell.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import { comparisonRange, type Comparison } from "#core/time/comparison.ts";
import {
  addDays,
  addMonths,
  periodOf,
  rangeOfPeriod,
  type DateRange,
  type UsageDate,
} from "#core/time/period.ts";
import type { ExplorationView } from "../../stores/exploration-link.ts";
import type { ComparePlace } from "./compare-place.ts";

const MOST_GROUPS = 200;
const MOST_PRODUCTS = 15;

/** Amounts used have no price: there the invoice's own metric is compared. */
export function comparedMetric(metric: MetricId): ComparedMetric {
  return metric === "usageAmount" ? "unblended" : metric;
}

/** The earlier period's days. */
export function beforeRange(
  range: DateRange,
  { before, workspaceId }: Pick<ComparePlace, "before" | "workspaceId">,
  comparison: Comparison | null,
): DateRange {
  if (before === "same" && workspaceId !== null) return range;
  return typeof before === "string" ? comparisonRange(range, comparison ?? "previousPeriod") : before;
}

type View = Pick<ExplorationView, "filters" | "groupBy" | "currency" | "metric" | "comparison"> & {
  readonly range: DateRange;
};

/** The question of the whole comparison. */
export function wholeQuestion(view: View, place: ComparePlace): AcrossQuery {
  const before = beforeRange(view.range, place, view.comparison);
  return {
    metric: comparedMetric(view.metric),
    filters: view.filters,
    groupBy: view.groupBy,
    currency: view.currency,
    byAccount: place.workspaceId === null,
    byDays: place.byDays,
    top: MOST_GROUPS,
    products: { effect: null, limit: 0 },
    before: { workspaceId: place.workspaceId, range: before },
    now: { workspaceId: null, range: view.range },
  };
}

/** The products behind an effect, of one group or of all. */
export function productsQuestion(whole: AcrossQuery, { effect, group }: ComparePlace): AcrossQuery {
  if (group === "other") return { ...whole, products: { effect, limit: MOST_PRODUCTS, ofOther: true } };
  const isGroup = group !== null && group.length === whole.groupBy.length;
  const filters = isGroup ? groupCell({ ...whole, range: whole.now.range }, group).filters : whole.filters;
  return { ...whole, filters, top: 1, products: { effect, limit: MOST_PRODUCTS } };
}

export type ComparePreset = {
  readonly id: string;
  readonly name: string;
  readonly now: Pick<ExplorationView, "range" | "preset">;
  readonly comparison: Comparison;
};

/** Pairs of periods that are often wanted, when data ends before `end`. */
export function comparePresets(end: UsageDate): readonly ComparePreset[] {
  const present = periodOf(addDays(end, -1));
  const quarter = lastWholeQuarter(present, end);
  const named = (preset: ExplorationView["preset"]) => ({ range: null, preset }) as const;
  const dated = (range: DateRange) => ({ range, preset: "monthToDate" }) as const;
  return [
    {
      id: "mtd",
      name: "Month to date, same days last month",
      now: named("monthToDate"),
      comparison: "lastMonth",
    },
    {
      id: "mtdYear",
      name: "Month to date, same days last year",
      now: named("monthToDate"),
      comparison: "lastYear",
    },
    { id: "month", name: "Last month, month before", now: named("lastMonth"), comparison: "previousPeriod" },
    {
      id: "monthYear",
      name: "Last month, same month last year",
      now: named("lastMonth"),
      comparison: "lastYear",
    },
    {
      id: "quarter",
      name: "Last quarter, quarter before",
      now: dated(quarter),
      comparison: "previousPeriod",
    },
    {
      id: "quarterYear",
      name: "Last quarter, same quarter last year",
      now: dated(quarter),
      comparison: "lastYear",
    },
    {
      id: "year",
      name: "Year to date, same days last year",
      now: named("yearToDate"),
      comparison: "lastYear",
    },
  ];
}

/** The newest three months that begin in January, April, July or October and are over. */
function lastWholeQuarter(present: string, end: UsageDate): DateRange {
  const month = Number(present.slice(5));
  const first = addMonths(present, -((month - 1) % 3));
  const isOver = end >= rangeOfPeriod(addMonths(first, 2)).to;
  const from = isOver ? first : addMonths(first, -3);
  return { from: `${from}-01`, to: `${addMonths(from, 3)}-01` };
}
