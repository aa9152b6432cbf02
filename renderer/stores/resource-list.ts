import { defineStore } from "pinia";
import { computed, ref, watch } from "vue";
import type { ResourceState } from "#core/resource/resource-query.ts";
import type { ResourceView } from "./exploration-link.ts";
import { useExplorationStore } from "./exploration.ts";
import { useWorkspaceStore } from "./workspace.ts";

/** How the list of resources is looked at, beside the period and the filters of the exploration; the address carries both. */
export const useResourceListStore = defineStore("resourceList", () => {
  const workspace = useWorkspaceStore();
  const exploration = useExplorationStore();
  /** The resource whose history is open. */
  const chosen = ref<string | null>(null);

  const search = computed({
    get: () => exploration.resources.search,
    set: (text) => arrange({ search: text }),
  });
  /** A step for back and forward, as a filter is. */
  const state = computed({
    get: () => exploration.resources.state,
    set: (wanted: ResourceState | null) =>
      exploration.change({ resources: { ...exploration.resources, state: wanted } }),
  });
  const sort = computed({
    get: () => exploration.resources.sort,
    set: (wanted: ResourceView["sort"]) => arrange({ sort: wanted }),
  });

  watch(
    () => workspace.id,
    () => {
      chosen.value = null;
    },
  );

  function arrange(patch: Partial<ResourceView>): void {
    exploration.arrange({ resources: { ...exploration.resources, ...patch } });
  }

  return { search, state, sort, chosen, arrange };
});
