import { computed, shallowRef, watch } from "vue";
import { useRoute } from "vue-router";
import type { ReportDefinition } from "#core/client-report/report-definition.ts";
import { useClientReports } from "../../queries/use-client-reports.ts";
import { useWorkspaceStore } from "../../stores/workspace.ts";
import { holds, keptAs, newReport } from "./edit-report.ts";

/** The report that is being made: the one kept last to begin with, or the one the address names. */
export function useReportDraft() {
  const route = useRoute();
  const workspace = useWorkspaceStore();
  const kept = useClientReports();
  const draft = shallowRef<ReportDefinition | null>(null);
  const all = computed(() => kept.value.value ?? []);
  const isKept = computed(() => draft.value !== null && holds(all.value, draft.value));

  watch(
    () => workspace.id,
    () => {
      draft.value = null;
    },
  );
  watch(
    [() => kept.value.value, draft, () => route.query["report"]],
    ([list, present, asked], former) => {
      if (list === null) return;
      const named = list.find(({ id }) => id === asked);
      if (named !== undefined && asked !== former[2]) draft.value = named;
      else if (present === null) draft.value = list[0] ?? newReport(crypto.randomUUID(), workspace.name);
    },
    { immediate: true },
  );

  return {
    draft,
    all,
    isKept,
    state: kept.state,
    change(patch: Partial<ReportDefinition>): void {
      if (draft.value !== null) draft.value = { ...draft.value, ...patch };
    },
    choose(id: string): void {
      draft.value = all.value.find((one) => one.id === id) ?? draft.value;
    },
    begin(): void {
      draft.value = newReport(crypto.randomUUID(), "");
    },
    /** Keeps it, so that the next month's is made with one click. */
    async keep(): Promise<void> {
      if (draft.value === null) return;
      const report = keptAs(draft.value, all.value, crypto.randomUUID());
      draft.value = report;
      await kept.save(report);
    },
    async remove(): Promise<void> {
      const id = draft.value?.id;
      if (id === undefined) return;
      await kept.remove(id);
      draft.value = all.value[0] ?? newReport(crypto.randomUUID(), workspace.name);
    },
  };
}
