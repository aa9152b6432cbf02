import { computed } from "vue";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import { useClientReports } from "../../queries/use-client-reports.ts";
import { nameOf } from "./edit-report.ts";

export const palette: readonly PaletteSource[] = [
  {
    id: "clientReports",
    label: "Reports",
    order: 24,
    use: () => {
      const { value } = useClientReports();
      return {
        entries: computed((): readonly PaletteEntry[] =>
          (value.value ?? []).map((report) => ({
            id: `clientReport:${report.id}`,
            label: nameOf(report),
            words: "report client",
            icon: "i-lucide-file-text",
            to: { name: "clientReport", query: { report: report.id } },
          })),
        ),
      };
    },
  },
];
