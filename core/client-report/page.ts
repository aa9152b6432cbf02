import type { Html } from "./html.ts";
import type { ReportSection } from "./report-definition.ts";
import { type ReportTable, tableParts } from "./table.ts";
import { html, NOTHING } from "./html.ts";
import { cut, linesOf } from "./text-size.ts";

/** A page of a slide show, 13 1/3 by 7 1/2 inches, in CSS pixels. */
export const PAGE = { width: 1280, height: 720 } as const;
/** What is left of it for the body. */
export const BODY = { width: 1152, height: 496 } as const;

/** The number of the page a section begins on; null where it is not in the report. */
export type PageOf = (section: ReportSection) => number | null;

export type PageDraft = {
  /** The message of the page, one sentence. */
  readonly title: string;
  /** It goes on with the table of the page before. */
  readonly isContinued?: boolean;
  readonly body: (pageOf: PageOf) => Html;
};

export type SectionDraft = {
  readonly id: ReportSection;
  readonly pages: readonly PageDraft[];
};

/** A table, what stands before it on its first page and how high that is, and what it is read from. */
type TableOnPages = {
  readonly title: string;
  readonly table: ReportTable;
  readonly source: string;
  readonly before?: { readonly markup: Html; readonly height: number };
};

const SOURCE = 30;
/** As the style sheet sets it, in pixels. */
const HEADLINE = { font: 24, lines: 2 } as const;

/** Pages of a table, as many as it needs. */
export function tablePages({ title, table, source, before }: TableOnPages): readonly PageDraft[] {
  const room = BODY.height - SOURCE;
  const parts = tableParts(table, room - (before?.height ?? 0), room);
  return parts
    .filter(({ rows }, at) => rows > 0 || at > 0 || before !== undefined || parts.length === 1)
    .map(({ markup, rows }, at) => ({
      title,
      isContinued: at > 0,
      body: () =>
        html`${at === 0 && before !== undefined ? before.markup : NOTHING}${
            rows > 0 || parts.length === 1 ? markup : NOTHING
          }
          <p class="source">${source}</p>`,
    }));
}

/** The title in the two lines there are for it; what is left out is never that it is continued. */
export function headline({ title, isContinued = false }: Pick<PageDraft, "title" | "isContinued">): string {
  const mark = isContinued ? " (continued)" : "";
  let text = title;
  while (linesOf(`${text}${mark}`, BODY.width, HEADLINE.font, "bold") > HEADLINE.lines)
    text = cut(text, [...text].length - 1);
  return `${text}${mark}`;
}

/** A page that says why there is nothing on it. */
export function emptyPage(title: string, why: string): PageDraft {
  return { title, body: () => html`<div class="empty"><p>${why}</p></div>` };
}
