import { computed } from "vue";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import type { DateRange } from "#core/time/period.ts";
import { coverageOf } from "../../analysis/coverage.ts";
import { useCostQuery } from "../../queries/use-cost-query.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { groupsOf, overviewRanges, totalOf, trendOf, type OverviewRanges } from "./overview-questions.ts";

/** Everything the Overview asks, each question by itself so that each part appears as it is answered. */
export function useOverview() {
  const exploration = useExplorationStore();
  const schema = useWorkspaceSchema();
  const ranges = computed(() => (exploration.dataEnd === null ? null : overviewRanges(exploration.dataEnd)));
  const data = computed(() => schema.value.value?.range ?? null);
  const ask = computed(() => ({ metric: exploration.metric, currency: exploration.currency }));

  const when = (question: (ranges: OverviewRanges) => CostQuery): (() => CostQuery | null) => {
    return () => (ranges.value === null ? null : question(ranges.value));
  };
  const past = (range: (ranges: OverviewRanges) => DateRange, question: (range: DateRange) => CostQuery) => {
    return (): CostQuery | null => {
      if (ranges.value === null) return null;
      const asked = range(ranges.value);
      return coverageOf(asked, data.value) === "none" ? null : question(asked);
    };
  };
  const breakdown = (dimension: DimensionRef) => ({
    dimension,
    now: useCostQuery(when(({ month }) => groupsOf(month, dimension, ask.value))),
    before: useCostQuery(
      past(
        ({ lastMonth }) => lastMonth,
        (range) => groupsOf(range, dimension, ask.value),
      ),
    ),
  });

  return {
    ranges,
    ask,
    data,
    schema: schema.state,
    trend: useCostQuery(when(({ trend }) => trendOf(trend, ask.value))),
    services: breakdown("service"),
    accounts: breakdown("linkedAccount"),
    regions: breakdown("region"),
    chargeTypes: breakdown("lineItemType"),
    lastYear: useCostQuery(
      past(
        ({ lastYear }) => lastYear,
        (range) => totalOf(range, ask.value),
      ),
    ),
    closed: useCostQuery(
      past(
        ({ closed }) => closed,
        (range) => totalOf(range, ask.value),
      ),
    ),
    beforeClosed: useCostQuery(
      past(
        ({ beforeClosed }) => beforeClosed,
        (range) => totalOf(range, ask.value),
      ),
    ),
  };
}
