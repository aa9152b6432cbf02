import { computed } from "vue";
import { resourceName } from "../../format/resources.ts";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import { useFoundResources } from "../../queries/use-resources.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";

/** Shorter texts are in nearly every id. */
const LEAST = 3;
const MOST = 8;

export const palette: readonly PaletteSource[] = [
  {
    id: "resources",
    label: "Resources",
    order: 70,
    isAnswer: true,
    use: ({ settled }) => {
      const exploration = useExplorationStore();
      const { value: schema } = useWorkspaceSchema();
      const { found, isAsking } = useFoundResources(() => {
        const range = schema.value?.range ?? null;
        const search = settled().trim();
        if (range === null || search.length < LEAST) return null;
        return { range, search, currency: exploration.currency, limit: MOST };
      });
      return {
        isSearching: isAsking,
        entries: computed(() =>
          found.value.map(({ resourceId, service, linkedAccount }): PaletteEntry => ({
            id: `resource:${resourceId}`,
            label: resourceName(resourceId),
            detail: [service, linkedAccount]
              .map(({ label, value: plain }) => label ?? plain ?? "")
              .filter((text) => text !== "")
              .join(" · "),
            words: resourceId,
            icon: "i-lucide-boxes",
            to: { name: "resources", query: { ...exploration.query, resource: resourceId } },
          })),
        ),
      };
    },
  },
];
