import { computed } from "vue";
import { addDays } from "#core/time/period.ts";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import { useAnnotations } from "../../queries/use-annotations.ts";
import { useAnnotationDraftStore } from "../../stores/annotation-draft.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { useFormat } from "../../stores/use-format.ts";

export const palette: readonly PaletteSource[] = [
  {
    id: "annotations",
    label: "Notes on days",
    order: 26,
    use: () => {
      const { value } = useAnnotations();
      const writing = useAnnotationDraftStore();
      const exploration = useExplorationStore();
      const format = useFormat();
      const made = (): void => {
        const last = addDays(exploration.dataEnd ?? "", -1);
        const range = { from: last, to: addDays(last, 1) };
        writing.write({ id: crypto.randomUUID(), range, text: "", filters: [] });
      };
      return {
        entries: computed((): readonly PaletteEntry[] => [
          ...(value.value ?? []).map((note) => ({
            id: `annotation:${note.id}`,
            label: note.text,
            detail: format.value.range(note.range),
            icon: "i-lucide-flag",
            run: () => writing.write(note),
          })),
          {
            id: "annotations",
            label: "Notes on days",
            words: "annotations",
            icon: "i-lucide-flag",
            to: { name: "annotations" },
          },
          ...(exploration.dataEnd === null
            ? []
            : [{ id: "newAnnotation", label: "New note on a day…", icon: "i-lucide-plus", run: made }]),
        ]),
      };
    },
  },
];
