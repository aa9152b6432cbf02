import { computed } from "vue";
import { comparisonRange } from "#core/time/comparison.ts";
import { coverageOf } from "../../analysis/coverage.ts";
import { useCostQuery } from "../../queries/use-cost-query.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { pastLineQuestion, pastQuestion, presentQuestion } from "./explorer-questions.ts";

/** The Explorer's question and the two about the range it is compared with. */
export function useExplorer() {
  const exploration = useExplorationStore();
  const { value: schema } = useWorkspaceSchema();
  const data = computed(() => schema.value?.range ?? null);

  const view = computed(() => {
    const { range, metric, granularity, groupBy, filters, currency } = exploration;
    return range === null ? null : { range, metric, granularity, groupBy, filters, currency };
  });
  const asked = computed(() => view.value && presentQuestion(view.value));
  const askedPast = computed(
    () => view.value && pastQuestion(view.value, exploration.comparison, data.value),
  );
  const askedLine = computed(() => asked.value && pastLineQuestion(askedPast.value, asked.value));

  const past = useCostQuery(() => askedPast.value);
  const line = useCostQuery(() => askedLine.value);
  return {
    present: useCostQuery(() => asked.value),
    /** Null while nothing is compared, whatever was answered before. */
    past: computed(() => (askedPast.value === null ? null : past.value.value)),
    line: computed(() => (askedLine.value === null ? null : line.value.value)),
    granularity: computed(() => asked.value?.granularity ?? "day"),
    /** Days compared with, and whether they are there. */
    compared: computed(() => {
      if (exploration.comparison === null || exploration.range === null) return null;
      const range = comparisonRange(exploration.range, exploration.comparison);
      return { range, isThere: coverageOf(range, data.value) === "whole" };
    }),
  };
}
