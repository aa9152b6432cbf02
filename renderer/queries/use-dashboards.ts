import { computed, type ComputedRef } from "vue";
import type { Dashboard } from "#core/dashboard/dashboard.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";

/** The dashboards kept with the open workspace; `named` by name. */
export function useDashboards(): KeptCollection<Dashboard> & {
  readonly named: ComputedRef<readonly Dashboard[]>;
} {
  const kept = useCollection<Dashboard>("dashboards", (host) => host.dashboards);
  const named = computed(() =>
    (kept.value.value ?? []).toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)),
  );
  return { ...kept, named };
}
