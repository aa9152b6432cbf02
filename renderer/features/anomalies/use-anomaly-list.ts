import { computed, ref, watch } from "vue";
import { useRoute } from "vue-router";
import { type Anomaly, type AnomalyMark, type AnomalyState, seriesId } from "#core/anomaly/anomaly.ts";
import { type AnomalyWay, wentThatWay } from "../../format/anomalies.ts";
import { useAnomalyRules } from "../../queries/use-anomalies.ts";
import { useAttempt } from "../../queries/use-attempt.ts";
import { useJudgedAnomalies } from "../../queries/use-judged-anomalies.ts";

/** The anomalies of the workspace, what was made of each, and what can be made of them. */
export function useAnomalyList() {
  const attempt = useAttempt();
  const { save: saveRules } = useAnomalyRules();
  const { report, schema, schemaState, rules, metric, all, marks, definitions } = useJudgedAnomalies();
  const shown = ref<AnomalyState>("open");
  const way = ref<AnomalyWay>("all");
  const chosenId = ref<string | null>(null);
  const route = useRoute();

  const linked = computed(() => all.value.find(({ id }) => id === route.query["anomaly"]) ?? null);

  // A link names one by its id; it is shown among those of its state.
  watch(
    () => linked.value?.id,
    () => {
      if (linked.value === null) return;
      chosenId.value = linked.value.id;
      shown.value = linked.value.state;
      way.value = "all";
    },
    { immediate: true },
  );

  /** Rules that tell no drops leave nothing to choose between. */
  const thatWay = computed(() =>
    rules.value?.withDrops === true ? all.value.filter((one) => wentThatWay(one, way.value)) : all.value,
  );
  const listed = computed(() => thatWay.value.filter(({ state }) => state === shown.value));
  const chosen = computed(
    () => listed.value.find(({ id }) => id === chosenId.value) ?? listed.value[0] ?? null,
  );
  const counts = computed(() => ({
    open: thatWay.value.filter(({ state }) => state === "open").length,
    acknowledged: thatWay.value.filter(({ state }) => state === "acknowledged").length,
    muted: thatWay.value.filter(({ state }) => state === "muted").length,
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
    way,
    watched: computed(() => ({
      units: definitions.value?.model != null,
      drops: rules.value?.withDrops === true,
    })),
    choose: (id: string): void => {
      chosenId.value = id;
    },
    noteOf: (id: string): string => markOf(id)?.note ?? "",
    acknowledge: (id: string, isAcknowledged: boolean) => keep(id, { isAcknowledged }),
    note: (id: string, note: string) => keep(id, { note }),
    mute: ({ series }: Anomaly) =>
      attempt(() => marks.save({ kind: "muted", id: seriesId(series), series, markedAt: now() })),
    unmute: ({ series }: Anomaly) => attempt(() => marks.remove(seriesId(series))),
    saveRules: (changed: Parameters<typeof saveRules>[0]) => {
      way.value = "all";
      return attempt(() => saveRules(changed));
    },
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
