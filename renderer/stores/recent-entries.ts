import { defineStore } from "pinia";
import { computed, shallowRef, watch } from "vue";
import type { RouteLocationRaw } from "vue-router";
import { useWorkspaceStore } from "./workspace.ts";

export type RecentEntry = {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  readonly to: RouteLocationRaw;
};

const MOST = 6;

/** The places one went to by the command palette, the latest first; forgotten with the workspace. */
export const useRecentEntriesStore = defineStore("recentEntries", () => {
  const workspace = useWorkspaceStore();
  const entries = shallowRef<readonly RecentEntry[]>([]);

  watch(
    () => workspace.id,
    () => {
      entries.value = [];
    },
  );

  function remember(entry: RecentEntry): void {
    entries.value = [entry, ...entries.value.filter(({ id }) => id !== entry.id)].slice(0, MOST);
  }

  return { entries: computed(() => entries.value), remember };
});
