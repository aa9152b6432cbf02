import { computed } from "vue";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import { useSavedQueries } from "../../queries/use-sql.ts";

export const palette: readonly PaletteSource[] = [
  {
    id: "queries",
    label: "SQL queries",
    order: 28,
    use: () => {
      const { value } = useSavedQueries();
      return {
        entries: computed(() =>
          (value.value ?? []).map(({ id, name }): PaletteEntry => ({
            id: `query:${id}`,
            label: name,
            words: "sql query",
            icon: "i-lucide-terminal",
            to: { name: "sql", query: { saved: id } },
          })),
        ),
      };
    },
  },
];
