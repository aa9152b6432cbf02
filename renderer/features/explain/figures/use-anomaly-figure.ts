import { computed } from "vue";
import { seriesFilters } from "#core/anomaly/anomaly.ts";
import { anomalyFigure } from "#core/anomaly/explain-anomaly.ts";
import type { AnomalyFigure, ExplainedFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { useJudgedAnomalies } from "../../../queries/use-judged-anomalies.ts";

/** Looks for the anomalies again. */
export function useAnomalyFigure(figure: () => AnomalyFigure | null, names: () => ExplainNames) {
  const judged = useJudgedAnomalies(() => figure() !== null);
  const anomaly = computed(() => judged.all.value.find(({ id }) => id === figure()?.anomalyId));
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const report = judged.report.value.value;
    if (asked === null || anomaly.value === undefined || report?.kind !== "made") return null;
    const looked = { metric: judged.metric.value, currency: report.currency };
    return anomalyFigure(asked, anomaly.value, looked, names());
  });
  /** What its numbers are told apart by. */
  const filters = computed(() => seriesFilters(anomaly.value?.series ?? []));
  return { told, filters, state: judged.report.state };
}
