import { computed } from "vue";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import { useDashboards } from "../../queries/use-dashboards.ts";

export const palette: readonly PaletteSource[] = [
  {
    id: "dashboards",
    label: "Dashboards",
    order: 20,
    use: () => {
      const { named } = useDashboards();
      return {
        entries: computed(() =>
          named.value.map(({ id, name }): PaletteEntry => ({
            id: `dashboard:${id}`,
            label: name,
            words: "dashboard board",
            icon: "i-lucide-layout-grid",
            to: { name: "dashboard", params: { dashboardId: id } },
          })),
        ),
      };
    },
  },
];
