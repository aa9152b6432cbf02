import { computed } from "vue";
import { isTyped } from "#core/search/fuzzy.ts";
import { seriesWords } from "../../format/anomalies.ts";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import { useJudgedAnomalies } from "../../queries/use-judged-anomalies.ts";
import { useFormat } from "../../stores/use-format.ts";

export const palette: readonly PaletteSource[] = [
  {
    id: "anomalies",
    label: "Anomalies",
    order: 60,
    use: ({ settled }) => {
      const format = useFormat();
      const { all } = useJudgedAnomalies(() => isTyped(settled()));
      return {
        entries: computed(() =>
          all.value.map(({ id, series, range }): PaletteEntry => ({
            id: `anomaly:${id}`,
            label: seriesWords(series),
            detail: format.value.range(range),
            words: "anomaly",
            icon: "i-lucide-activity",
            to: { name: "anomalies", query: { anomaly: id } },
          })),
        ),
      };
    },
  },
];
