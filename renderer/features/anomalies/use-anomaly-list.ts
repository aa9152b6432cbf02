import { computed, ref } from "vue";
import {
  type Anomaly,
  type AnomalyMark,
  type AnomalyState,
  seriesId,
  stateOf,
} from "#core/anomaly/anomaly.ts";
import { useAnomalies, useAnomalyMarks, useAnomalyRules } from "../../queries/use-anomalies.ts";
import { useAttempt } from "../../queries/use-attempt.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { useExplorationStore } from "../../stores/exploration.ts";

/** The anomalies of the workspace, what was made of each, and what can be made of them. */
export function useAnomalyList() {
  const exploration = useExplorationStore();
  const attempt = useAttempt();
  const marks = useAnomalyMarks();
  const { rules, save: saveRules } = useAnomalyRules();
  const { value: schema, state: schemaState } = useWorkspaceSchema();
  const shown = ref<AnomalyState>("open");
  const chosenId = ref<string | null>(null);

  /** Net of private discounts where the reports have the columns. */
  const metric = computed(() => {
    const hasNet = schema.value?.metrics.some(({ id, available }) => id === "netAmortized" && available);
    return hasNet === true ? "netAmortized" : "amortized";
  });
  const report = useAnomalies(() =>
    rules.value === null || schema.value?.range == null
      ? null
      : { metric: metric.value, currency: exploration.currency, rules: rules.value },
  );
  const all = computed((): readonly (Anomaly & { readonly state: AnomalyState })[] => {
    const found = report.value.value?.kind === "made" ? report.value.value.anomalies : [];
    const made = marks.value.value ?? [];
    return found.map((anomaly) => ({ ...anomaly, state: stateOf(anomaly, made) }));
  });
  const listed = computed(() => all.value.filter(({ state }) => state === shown.value));
  const chosen = computed(
    () => listed.value.find(({ id }) => id === chosenId.value) ?? listed.value[0] ?? null,
  );
  const counts = computed(() => ({
    open: all.value.filter(({ state }) => state === "open").length,
    acknowledged: all.value.filter(({ state }) => state === "acknowledged").length,
    muted: all.value.filter(({ state }) => state === "muted").length,
  }));

  return {
    report,
    schema,
    schemaState,
    rules,
    metric,
    all,
    listed,
    chosen,
    counts,
    shown,
    choose: (id: string): void => {
      chosenId.value = id;
    },
    noteOf: (id: string): string => markOf(id)?.note ?? "",
    acknowledge: (id: string, isAcknowledged: boolean) => keep(id, { isAcknowledged }),
    note: (id: string, note: string) => keep(id, { note }),
    mute: ({ series }: Anomaly) =>
      attempt(() => marks.save({ kind: "muted", id: seriesId(series), series, markedAt: now() })),
    unmute: ({ series }: Anomaly) => attempt(() => marks.remove(seriesId(series))),
    saveRules: (changed: Parameters<typeof saveRules>[0]) => attempt(() => saveRules(changed)),
  };

  function markOf(id: string): Extract<AnomalyMark, { kind: "anomaly" }> | null {
    const found = (marks.value.value ?? []).find((mark) => mark.kind === "anomaly" && mark.id === id);
    return found?.kind === "anomaly" ? found : null;
  }

  function keep(
    id: string,
    patch: { readonly isAcknowledged?: boolean; readonly note?: string },
  ): Promise<boolean> {
    const before = markOf(id) ?? { kind: "anomaly" as const, id, isAcknowledged: false, note: "" };
    return attempt(() => marks.save({ ...before, ...patch, markedAt: now() }));
  }

  function now(): string {
    return new Date().toISOString();
  }
}
