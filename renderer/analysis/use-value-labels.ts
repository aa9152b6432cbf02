import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { valueName } from "../format/dimensions.ts";
import { useCostQuery } from "../queries/use-cost-query.ts";
import { useExplorationStore } from "../stores/exploration.ts";
import { useValueLabelsStore } from "../stores/value-labels.ts";
import { watch } from "vue";

const LABELLED: readonly DimensionRef[] = ["service", "linkedAccount"];

/**
 * Names of values outside an answer: in filter chips, drill steps and sentences. Asks once for the names a link brings
 * along in `filters`; those of the view unless told otherwise.
 */
export function useValueLabels(filters?: () => readonly Filter[]): {
  readonly nameOf: (dimension: DimensionRef, value: string | null) => string;
} {
  const labels = useValueLabelsStore();
  const exploration = useExplorationStore();
  for (const dimension of LABELLED) {
    const isUnknown = (): boolean =>
      (filters?.() ?? exploration.filters).some(
        (filter) =>
          filter.dimension === dimension &&
          filter.values.some((value) => value !== null && labels.labelOf(dimension, value) === null),
      );
    const { value } = useCostQuery(
      () =>
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
      { scope: null },
    );
    watch(value, (answer) => answer && labels.meet([dimension], answer.groups), { immediate: true });
  }
  return { nameOf: (dimension, value) => valueName(dimension, value, labels.labelOf(dimension, value)) };
}
