import { plainText, readGuide, type GuideSection } from "./markdown.ts";

/** A page of the help, with the text of its sections for the search. */
export type HelpPage = {
  /** In its address. */
  readonly id: string;
  readonly title: string;
  readonly sections: readonly HelpSection[];
};

export type HelpSection = {
  /** Where it is on its page; empty for what stands before the first heading. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
};

export type Chapter = Omit<HelpPage, "sections"> & {
  /** Screens of the rail it tells of. */
  readonly screens: readonly string[];
  readonly sections: readonly (HelpSection & GuideSection)[];
};

/** The chapters in their order, each a file of `guide/`, and the screens they tell of. */
const ORDER: readonly (readonly [id: string, ...screens: readonly string[]])[] = [
  ["first-steps"],
  ["import", "import", "quality"],
  ["connect", "accounts"],
  ["local-or-aws"],
  ["costs", "overview"],
  ["explorer", "explorer", "lineItems"],
  ["explain"],
  ["resources", "resources"],
  ["organization", "organization", "containers"],
  ["allocation", "allocation"],
  ["unit-economics", "unitEconomics"],
  ["commitments", "commitments"],
  ["budgets", "budgets"],
  ["anomalies", "anomalies"],
  ["charges", "charges"],
  ["compare", "compare"],
  ["findings", "findings"],
  ["report", "clientReport"],
  ["invoices", "invoices"],
  ["saved-work", "dashboards"],
  ["sql", "sql"],
  ["export", "settings"],
  ["keyboard"],
  ["damaged-data"],
  ["privacy"],
  ["command-line"],
];

const files = import.meta.glob<string>("./guide/*.md", { eager: true, query: "?raw", import: "default" });

export const CHAPTERS: readonly Chapter[] = ORDER.map(([id, ...screens]) => {
  const { title, sections } = readGuide(files[`./guide/${id}.md`] ?? "");
  return {
    id,
    title,
    screens,
    sections: sections.map((section) => ({ ...section, text: plainText(section.tokens) })),
  };
});

/** The chapter that tells of a screen. */
export function chapterOf(screen: string): Chapter | null {
  return CHAPTERS.find(({ screens }) => screens.includes(screen)) ?? null;
}
