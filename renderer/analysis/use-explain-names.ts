import { computed, type ComputedRef } from "vue";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { dimensionName } from "../format/dimensions.ts";
import { metricName } from "../format/metrics.ts";
import { useFormat } from "../stores/use-format.ts";
import { useValueLabels } from "./use-value-labels.ts";

/** How explanations write things on the page. */
export function useExplainNames(filters: () => readonly Filter[]): ComputedRef<ExplainNames> {
  const format = useFormat();
  const labels = useValueLabels(filters);
  return computed(() => ({
    metric: metricName,
    dimension: dimensionName,
    value: (ref, value) => labels.nameOf(ref, value),
    range: format.value.range,
    count: format.value.count,
    amount: (amount, currency) => (amount === null ? "not known" : `${amount} ${currency ?? ""}`.trim()),
  }));
}
