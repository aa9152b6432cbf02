import { computed } from "vue";
import { stateOf, type Anomaly, type AnomalyState } from "#core/anomaly/anomaly.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import { useExplorationStore } from "../stores/exploration.ts";
import { useAnomalies, useAnomalyMarks, useAnomalyRules } from "./use-anomalies.ts";
import { useDefinitions } from "./use-definitions.ts";
import { useWorkspaceSchema } from "./use-workspace-facts.ts";

/** The anomalies of the workspace by the user's rules, each with what was made of it; looked for once `isWanted`. */
export function useJudgedAnomalies(isWanted: () => boolean = () => true) {
  const exploration = useExplorationStore();
  const marks = useAnomalyMarks();
  const { rules } = useAnomalyRules();
  const definitions = useDefinitions();
  const { value: schema, state: schemaState } = useWorkspaceSchema();

  /** Net of private discounts where the reports have the columns. */
  const metric = computed((): MetricId => {
    const hasNet = schema.value?.metrics.some(({ id, available }) => id === "netAmortized" && available);
    return hasNet === true ? "netAmortized" : "amortized";
  });
  const report = useAnomalies(() =>
    !isWanted() || rules.value === null || definitions.value === null || schema.value?.range == null
      ? null
      : {
          metric: metric.value,
          currency: exploration.currency,
          rules: rules.value,
          definitions: definitions.value,
        },
  );
  const all = computed((): readonly (Anomaly & { readonly state: AnomalyState })[] => {
    const found = report.value.value?.kind === "made" ? report.value.value.anomalies : [];
    const made = marks.value.value ?? [];
    return found.map((anomaly) => ({ ...anomaly, state: stateOf(anomaly, made) }));
  });

  return { report, schema, schemaState, rules, metric, all, marks, definitions };
}
