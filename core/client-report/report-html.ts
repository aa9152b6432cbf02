import { metricName } from "../format/metrics.ts";
import type { ReportContent } from "./content.ts";
import { html, type Html, NOTHING, trusted } from "./html.ts";
import { headline, type PageDraft, type PageOf, type SectionDraft } from "./page.ts";
import { type ReportSection, SECTION_NAMES } from "./report-definition.ts";
import { allocationPages } from "./sections/allocation.ts";
import { commitmentPages } from "./sections/commitments.ts";
import { driverPages } from "./sections/drivers.ts";
import { findingPages } from "./sections/findings.ts";
import { methodPages } from "./sections/method.ts";
import { qualityPages } from "./sections/quality.ts";
import { summaryPages } from "./sections/summary.ts";
import { trendPages } from "./sections/trend.ts";
import { styleOf } from "./style.ts";
import { ground, type Telling, tellingOf } from "./telling.ts";
import { cut, widthOf } from "./text-size.ts";

const PAGES: Readonly<Record<ReportSection, (telling: Telling) => readonly PageDraft[]>> = {
  summary: summaryPages,
  trend: trendPages,
  drivers: driverPages,
  allocation: allocationPages,
  commitments: commitmentPages,
  findings: findingPages,
  quality: qualityPages,
  method: methodPages,
};

/** Cover and contents stand before the sections. */
const BEFORE = 2;
/** Pixels that surely fit a line of the cover's title. */
const TITLE_LINE = 960;
/** Nothing is fetched and nothing runs, wherever the file is opened. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** A report as one document: the very pages that are printed. */
export type ReportDocument = {
  readonly html: string;
  readonly pages: number;
  /** First page of each section. */
  readonly sections: readonly { readonly id: ReportSection; readonly page: number }[];
};

/** Writes the report; `fontFaces` are style rules of the font "Report Inter" that bring it along. */
export function reportDocument(content: ReportContent, fontFaces: string): ReportDocument {
  const telling = tellingOf(content);
  const drafts = content.definition.sections.map((id): SectionDraft => ({ id, pages: PAGES[id](telling) }));
  const sections: { id: ReportSection; page: number }[] = [];
  let next = BEFORE + 1;
  for (const { id, pages } of drafts) {
    sections.push({ id, page: next });
    next += pages.length;
  }
  const pages = next - 1;
  const pageOf: PageOf = (section) => sections.find(({ id }) => id === section)?.page ?? null;
  const frame = frameOf(telling, pages);
  const body = drafts.flatMap((draft, at) =>
    draft.pages.map((page, index) =>
      frame(headline(page), (sections[at]?.page ?? 0) + index, SECTION_NAMES[draft.id], page.body(pageOf)),
    ),
  );
  const { definition } = content;
  const name = [definition.client, definition.title, telling.month].filter((part) => part !== "").join(" – ");
  const document = html`${trusted("<!doctype html>")}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=1280" />
        <title>${name}</title>
        <style>
          ${styleOf(telling.accent, ground(telling), fontFaces)}
        </style>
      </head>
      <body>
        ${cover(telling)} ${frame("Contents", 2, "Contents", contents(drafts, pageOf))} ${body}
      </body>
    </html> `;
  return { html: document.markup, pages, sections };
}

function frameOf({ content, month }: Telling, pages: number) {
  const { definition, metric, currency } = content;
  return (title: string, page: number, section: string, body: Html): Html =>
    html`<section id="page-${page}" aria-label="Page ${page}">
      <header><span>${cut(definition.client || definition.title, 90)}</span><span>${section}</span></header>
      <h2>${title}</h2>
      <div class="body">${body}</div>
      <footer>
        <span
          >${month} ·
          ${metricName(metric)}${currency === null ? "" : `, ${currency}`}${definition.preparedBy === "" ? "" : ` · Prepared by ${cut(definition.preparedBy, 70)}`}</span
        ><a href="#page-2">Page ${page} of ${pages}</a>
      </footer>
    </section> `;
}

function cover({ content, format, month }: Telling): Html {
  const { definition, madeAt, metric, currency, trend } = content;
  const first = trend.buckets[0];
  const since =
    first === undefined || format.period(first) === month
      ? ""
      : `, with ${format.period(first)} to ${month} as background`;
  return html`<section id="page-1" class="cover" aria-label="Page 1">
    <div class="rule"></div>
    ${definition.logo === null ? NOTHING : html`<img class="logo" alt="${`Logo of ${definition.client || "the client"}`}" src="${definition.logo}" />`}
    <p class="name">${definition.client}</p>
    <h1 class="${titleSize(definition.title)}">${definition.title}</h1>
    <p class="period">${month}</p>
    <div class="facts">
      <p>${metricName(metric)}${currency === null ? "" : ` in ${currency}`}${since}</p>
      <p>
        ${definition.preparedBy === "" ? "" : `Prepared by ${cut(definition.preparedBy, 120)}, `}${format.date(madeAt.slice(0, 10))}
      </p>
    </div>
  </section> `;
}

/** Long titles are set smaller, so that they are whole. */
function titleSize(title: string): "" | "long" | "longer" {
  if (widthOf(title, 52, "bold") <= TITLE_LINE) return "";
  return widthOf(title, 38, "bold") <= 2 * TITLE_LINE ? "long" : "longer";
}

function contents(drafts: readonly SectionDraft[], pageOf: PageOf): Html {
  return html`<ol class="contents">
    ${drafts.map(
      ({ id, pages }) =>
        html`<li>
          <a href="#page-${pageOf(id) ?? ""}"
            ><span class="part">${SECTION_NAMES[id]}</span
            ><span class="message">${pages[0]?.title ?? ""}</span
            ><span class="page">${pageOf(id) ?? ""}</span></a
          >
        </li>`,
    )}
  </ol>`;
}
