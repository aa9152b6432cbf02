import MiniSearch from "minisearch";
import type { HelpPage } from "./chapters.ts";

/** A section that fits what was typed. */
export type HelpHit = {
  readonly page: string;
  readonly pageTitle: string;
  readonly section: string;
  readonly title: string;
  /** The part of its text where a word that fits stands first. */
  readonly excerpt: string;
};

const EXCERPT_CHARACTERS = 140;
const BEFORE_MATCH = 40;

/** Finds sections by the words typed, begun and slightly misspelt words too; every word must be in a section. */
export function searchOver(pages: readonly HelpPage[]): (typed: string) => readonly HelpHit[] {
  const sections = pages.flatMap(({ id, title, sections: own }) =>
    own.map((section) => ({
      id: `${id}#${section.id}`,
      page: id,
      pageTitle: title,
      section: section.id,
      title: section.title === "" ? title : section.title,
      text: section.text,
    })),
  );
  const byId = new Map(sections.map((section) => [section.id, section]));
  const index = new MiniSearch({
    fields: ["title", "pageTitle", "text"],
    searchOptions: {
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: "AND",
      boost: { title: 4, pageTitle: 2 },
    },
  });
  index.addAll(sections);
  return (typed) => {
    const wanted = typed.trim().toLowerCase();
    const hits = index.search(typed).flatMap(({ id, terms }) => {
      const found = byId.get(String(id));
      return found === undefined ? [] : [{ ...found, excerpt: excerptOf(found.text, terms) }];
    });
    // A title typed in full is what is meant, however often the words stand elsewhere.
    const isMeant = (hit: HelpHit): boolean => hit.title.toLowerCase() === wanted;
    return [...hits.filter(isMeant), ...hits.filter((hit) => !isMeant(hit))];
  };
}

function excerptOf(text: string, terms: readonly string[]): string {
  const lower = text.toLowerCase();
  const places = terms.map((term) => lower.indexOf(term)).filter((at) => at >= 0);
  const first = places.length === 0 ? 0 : Math.min(...places);
  const from = first <= BEFORE_MATCH ? 0 : text.lastIndexOf(" ", first - BEFORE_MATCH) + 1;
  const cut = text.slice(from, from + EXCERPT_CHARACTERS);
  const isEnd = from + EXCERPT_CHARACTERS >= text.length;
  return `${from > 0 ? "… " : ""}${isEnd ? cut : `${cut.slice(0, cut.lastIndexOf(" "))} …`}`;
}
