import { computed, shallowRef } from "vue";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import type { HelpHit } from "./help-search.ts";

const MOST_HITS = 5;

export const palette: readonly PaletteSource[] = [
  {
    id: "help",
    label: "Help",
    order: 90,
    isFree: true,
    isAnswer: true,
    use: ({ settled }) => {
      const search = shallowRef<((typed: string) => readonly HelpHit[]) | null>(null);
      // The texts are no part of what the app loads at its start.
      void import("./pages.ts").then(({ searchHelp }) => (search.value = searchHelp));
      return {
        entries: computed(() =>
          settled().trim() === "" ? [] : (search.value?.(settled()) ?? []).slice(0, MOST_HITS).map(entryOf),
        ),
      };
    },
  },
];

function entryOf({ page, pageTitle, section, title }: HelpHit): PaletteEntry {
  return {
    id: `help:${page}#${section}`,
    label: title,
    detail: title === pageTitle ? "Help" : pageTitle,
    icon: "i-lucide-circle-question-mark",
    to: { name: "help", params: { page }, hash: section === "" ? "" : `#${section}` },
  };
}
