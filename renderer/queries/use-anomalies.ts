import { computed, type ComputedRef } from "vue";
import {
  DEFAULT_RULES,
  type AnomalyMark,
  type AnomalyQuery,
  type AnomalyReport,
  type AnomalyRules,
} from "#core/anomaly/anomaly.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";

/** Costs that are not like those before; `null` asks nothing. */
export function useAnomalies(query: () => AnomalyQuery | null): EngineAnswer<AnomalyReport> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["anomalies", asked],
    ask: (engine, asked, signal) => engine.anomalies.find(asked, { signal }),
  });
}

/** What was acknowledged, muted or noted. */
export function useAnomalyMarks(): KeptCollection<AnomalyMark> {
  return useCollection<AnomalyMark>("anomalyMarks", (host) => host.anomalyMarks);
}

/** What counts as an anomaly; `null` until it is known. */
export function useAnomalyRules(): {
  readonly rules: ComputedRef<AnomalyRules | null>;
  readonly save: (rules: AnomalyRules) => Promise<void>;
} {
  const { value, save } = useCollection<AnomalyRules>("anomalyRules", (host) => host.anomalyRules);
  return { rules: computed(() => (value.value === null ? null : (value.value[0] ?? DEFAULT_RULES))), save };
}
