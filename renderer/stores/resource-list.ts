import { defineStore } from "pinia";
import { ref, watch } from "vue";
import type { ResourceQuery, ResourceState } from "#core/resource/resource-query.ts";
import { useWorkspaceStore } from "./workspace.ts";

type ResourceSort = ResourceQuery["sort"];

const LARGEST_FIRST: ResourceSort = { by: "cost", descending: true };

/** How the list of resources is looked at, beside the period and the filters of the exploration; stays while one is elsewhere. */
export const useResourceListStore = defineStore("resourceList", () => {
  const workspace = useWorkspaceStore();
  const search = ref("");
  const state = ref<ResourceState | null>(null);
  const sort = ref<ResourceSort>(LARGEST_FIRST);
  /** The resource whose history is open. */
  const chosen = ref<string | null>(null);

  watch(() => workspace.id, reset);

  function reset(): void {
    search.value = "";
    state.value = null;
    sort.value = LARGEST_FIRST;
    chosen.value = null;
  }

  return { search, state, sort, chosen };
});
