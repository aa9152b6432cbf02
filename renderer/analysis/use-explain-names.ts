import { computed, type ComputedRef } from "vue";
import type { ExplainNames } from "#core/cost/explain/explanation-text.ts";
import { dimensionName } from "../format/dimensions.ts";
import { metricName } from "../format/metrics.ts";
import { useFormat } from "../stores/use-format.ts";
import { useValueLabels } from "./use-value-labels.ts";

/** How explanations write things on the page. */
export function useExplainNames(): ComputedRef<ExplainNames> {
  const format = useFormat();
  const labels = useValueLabels();
  return computed(() => ({
    metric: metricName,
    dimension: dimensionName,
    value: (ref, value) => labels.nameOf(ref, value),
    range: format.value.range,
    count: format.value.count,
    amount: (amount, currency) => (amount === null ? "not known" : `${amount} ${currency ?? ""}`.trim()),
  }));
}
