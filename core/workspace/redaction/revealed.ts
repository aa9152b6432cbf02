import type { Translation } from "./pseudonym.ts";

/** A text with the originals in place of its pseudonyms; longer pseudonyms first, so that none is cut by one inside it. */
export function revealed(text: string, translations: readonly Translation[]): string {
  const byPseudonym = new Map(translations.map(({ pseudonym, original }) => [pseudonym, original]));
  const longestFirst = [...byPseudonym.keys()].toSorted((a, b) => b.length - a.length).map(escaped);
  if (longestFirst.length === 0) return text;
  return text.replaceAll(new RegExp(longestFirst.join("|"), "g"), (found) => byPseudonym.get(found) ?? found);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
