import { isTyped, matchText, type Match } from "#core/search/fuzzy.ts";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";

export type FoundEntry = { readonly entry: PaletteEntry; readonly marks: Match["marks"] };

export type FoundGroup = Pick<PaletteSource, "id" | "label"> & { readonly found: readonly FoundEntry[] };

type Filled = {
  readonly source: PaletteSource;
  readonly entries: readonly PaletteEntry[];
};

/** Entries of one group in sight; a further word narrows them better than scrolling. */
const MOST = 8;
const MOST_OFFERED = 20;
/** What is found by its detail alone stands behind what is found by its name. */
const DETAIL = 0.5;

/**
 * The groups that hold something for what is typed, the one with the best entry first. Before anything is typed, the groups
 * that are offered then, in their own order.
 */
export function paletteGroups(filled: readonly Filled[], typed: string): readonly FoundGroup[] {
  const ordered = filled.toSorted((a, b) => a.source.order - b.source.order);
  if (!isTyped(typed)) {
    return ordered
      .filter(({ source, entries }) => source.isOffered === true && entries.length > 0)
      .map(({ source: { id, label }, entries }) => ({
        id,
        label,
        found: entries.slice(0, MOST_OFFERED).map((entry) => ({ entry, marks: [] })),
      }));
  }
  return ordered
    .map(({ source, entries }) => {
      const scored = entries.flatMap((entry) => {
        const match = matchEntry(entry, typed);
        if (match !== null) return [{ entry, ...match }];
        return source.isAnswer === true ? [{ entry, score: 0, marks: [] }] : [];
      });
      const sorted = source.isAnswer === true ? scored : scored.toSorted((a, b) => b.score - a.score);
      return {
        id: source.id,
        label: source.label,
        best: Math.max(Number.NEGATIVE_INFINITY, ...sorted.map(({ score }) => score)),
        found: sorted.slice(0, MOST).map(({ entry, marks }) => ({ entry, marks })),
      };
    })
    .filter(({ found }) => found.length > 0)
    .toSorted((a, b) => b.best - a.best)
    .map(({ id, label, found }) => ({ id, label, found }));
}

function matchEntry({ label, detail = "", words = "" }: PaletteEntry, typed: string): Match | null {
  const byLabel = matchText(typed, label);
  if (byLabel !== null) return byLabel;
  const all = matchText(typed, `${label} ${detail} ${words}`);
  if (all === null) return null;
  const marks = all.marks.filter(([, to]) => to <= label.length);
  return { score: all.score * DETAIL, marks };
}
