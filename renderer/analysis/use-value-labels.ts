import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { valueName } from "../format/dimensions.ts";
import { useCostQuery } from "../queries/use-cost-query.ts";
import { useExplorationStore } from "../stores/exploration.ts";
import { useValueLabelsStore } from "../stores/value-labels.ts";
import { watch } from "vue";

const LABELLED: readonly DimensionRef[] = ["service", "linkedAccount"];

/**
 * Names of values outside an answer: in filter chips and drill steps. Asks once for the names a link brings along, or
 * those that filters of a definition hold.
 */
export function useValueLabels(named?: () => readonly Filter[]): {
  readonly nameOf: (dimension: DimensionRef, value: string | null) => string;
} {
  const labels = useValueLabelsStore();
  const exploration = useExplorationStore();
  for (const dimension of LABELLED) {
    const isUnknown = (): boolean =>
      (named?.() ?? exploration.filters).some(
        (filter) =>
          filter.dimension === dimension &&
          filter.values.some((value) => value !== null && labels.labelOf(dimension, value) === null),
      );
    const { value } = useCostQuery(() =>
      exploration.range === null || !isUnknown()
        ? null
        : {
            metric: "unblended",
            granularity: "total",
            range: exploration.range,
            groupBy: [dimension],
            filters: [],
            currency: exploration.currency,
            top: null,
          },
    );
    watch(value, (answer) => answer && labels.meet([dimension], answer.groups), { immediate: true });
  }
  return { nameOf: (dimension, value) => valueName(dimension, value, labels.labelOf(dimension, value)) };
}
