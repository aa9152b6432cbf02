import { isTyped, matcherOf, type Match } from "#core/search/fuzzy.ts";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";

export type FoundEntry = { readonly entry: PaletteEntry; readonly marks: Match["marks"] };

export type FoundGroup = Pick<PaletteSource, "id" | "label"> & { readonly found: readonly FoundEntry[] };

type Filled = {
  readonly source: Omit<PaletteSource, "use">;
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
  const match = matcherOf(typed);
  return ordered
    .map(({ source, entries }) => {
      const scored = source.isAnswer === true ? answered(entries, match) : best(entries, match);
      return {
        id: source.id,
        label: source.label,
        best: scored.reduce((most, { score }) => Math.max(most, score), Number.NEGATIVE_INFINITY),
        found: scored.slice(0, MOST).map(({ entry, marks }) => ({ entry, marks })),
      };
    })
    .filter(({ found }) => found.length > 0)
    .toSorted((a, b) => b.best - a.best)
    .map(({ id, label, found }) => ({ id, label, found }));
}

type Matcher = ReturnType<typeof matcherOf>;
type Scored = FoundEntry & Pick<Match, "score">;

/** As they were found, those that fit nothing typed among them. */
function answered(entries: readonly PaletteEntry[], match: Matcher): readonly Scored[] {
  return entries.map((entry) => ({ entry, ...(matchEntry(entry, match) ?? { score: 0, marks: [] }) }));
}

/** Those that fit best, best first; of those that fit alike the earlier. Never sorts more than it keeps. */
function best(entries: readonly PaletteEntry[], match: Matcher): readonly Scored[] {
  const kept: Scored[] = [];
  for (const entry of entries) {
    const found = matchEntry(entry, match);
    const least = kept.length < MOST ? Number.NEGATIVE_INFINITY : (kept.at(-1)?.score ?? 0);
    if (found === null || found.score <= least) continue;
    if (kept.length === MOST) kept.pop();
    const at = kept.findIndex(({ score }) => score < found.score);
    kept.splice(at < 0 ? kept.length : at, 0, { entry, ...found });
  }
  return kept;
}

function matchEntry({ label, detail = "", words = "" }: PaletteEntry, match: Matcher): Match | null {
  const byLabel = match(label);
  if (byLabel !== null) return byLabel;
  if (detail === "" && words === "") return null;
  const all = match(`${label} ${detail} ${words}`);
  if (all === null) return null;
  const marks = all.marks.filter(([, to]) => to <= label.length);
  return { score: all.score * DETAIL, marks };
}
