import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { REPORT_SECTIONS, SECTION_NAMES } from "#core/client-report/report-definition.ts";
import { expect, test } from "./support/journey.ts";
import { makeReports, type MadeReport } from "./support/report/cases.ts";
import { misfits } from "./support/report/laid-out.ts";
import { inkOf, type Printed, type PrintedPage, readPdf } from "./support/report/printed.ts";

/** Kept to be looked at. */
const KEPT = fileURLToPath(new URL("../../.artifacts/reports/", import.meta.url));
const PAGE = { width: 960, height: 540 };
/** Where the footer begins, in points. */
const FOOTER = PAGE.height - 35;

let folder: string;
let reports: readonly MadeReport[];

test.beforeAll(async () => {
  test.setTimeout(240_000);
  folder = await mkdtemp(join(tmpdir(), "cloudspend-report-pages-"));
  reports = await makeReports(folder);
  await mkdir(KEPT, { recursive: true });
  for (const { pdf, name } of reports) await cp(pdf, join(KEPT, `${name}.pdf`));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test("the printed report has its pages, numbered, with contents and links that lead there and nowhere else", async () => {
  test.setTimeout(120_000);
  for (const report of reports) {
    const printed = await readPdf(report.pdf);
    await test.step(report.name, () => {
      expect(printed.pages).toHaveLength(report.pages);
      expect(printed.title).not.toBe("");
      expect(printed.pages.flatMap(({ addresses }) => addresses)).toEqual([]);
      expect(printed.fonts).toBeGreaterThan(0);
      expect(printed.fontsNotEmbedded).toBe(0);
      for (const [at, page] of printed.pages.entries()) {
        expect(page).toMatchObject(PAGE);
        if (at > 0) expect(textOf(page)).toContain(`Page ${at + 1} of ${report.pages}`);
        for (const target of page.links) expect(target).toBeGreaterThan(0);
      }
      expectContents(printed);
    });
  }
});

/** The contents name every section with the page it begins on, and lead to it. */
function expectContents({ pages }: Printed): void {
  const contents = pages[1];
  if (contents === undefined) throw new Error("no contents");
  const [begins, back] = [contents.links.slice(0, -1), contents.links.at(-1)];
  expect(back).toBe(2);
  expect(begins).toHaveLength(REPORT_SECTIONS.length);
  expect(begins).toEqual([...begins].toSorted((a, b) => a - b));
  for (const [at, section] of REPORT_SECTIONS.entries()) {
    const name = SECTION_NAMES[section];
    const entry = contents.texts.find(({ text }) => text.trim() === name);
    const onLine = contents.texts.filter(
      ({ bottom }) => entry !== undefined && Math.abs(bottom - entry.bottom) < 3,
    );
    expect(onLine.at(-1)?.text.trim()).toBe(String(begins[at]));
    const page = pages[(begins[at] ?? 0) - 1];
    const heads = page?.texts.filter(({ bottom }) => bottom < 40).map(({ text }) => text.trim());
    expect(heads).toContain(name);
  }
}

test("no text leaves its page, stands in the footer or on other text", async () => {
  test.setTimeout(120_000);
  for (const report of reports) {
    const { pages } = await readPdf(report.pdf);
    for (const [at, page] of pages.entries()) {
      await test.step(`${report.name}, page ${at + 1}`, () => {
        for (const { left, right, top, bottom } of page.texts) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(PAGE.width);
          expect(top).toBeGreaterThanOrEqual(0);
          expect(bottom).toBeLessThanOrEqual(PAGE.height);
        }
        if (at === 0) return;
        const low = page.texts.filter(({ bottom }) => bottom > FOOTER + 2).map(({ text }) => text);
        expect(low.join(" ")).toMatch(/Page \d+ of \d+$/);
        expect(overlaps(page)).toEqual([]);
      });
    }
  }
});

/** Pieces of text that cover each other. */
function overlaps({ texts }: PrintedPage): readonly string[] {
  return texts.flatMap((one, at) =>
    texts
      .slice(at + 1)
      .filter(
        (other) =>
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
          Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2,
      )
      .map((other) => `${one.text} | ${other.text}`),
  );
}

test("every page has something on it, and less than would be black", async () => {
  test.setTimeout(240_000);
  for (const report of reports) {
    const inks = await inkOf(report.pdf);
    expect(inks).toHaveLength(report.pages);
    for (const [at, ink] of inks.entries()) {
      await test.step(`${report.name}, page ${at + 1}`, () => {
        expect(ink).toBeGreaterThan(0.004);
        expect(ink).toBeLessThan(0.4);
      });
    }
  }
});

test("laid out where it is printed, nothing is cut, leaves its page or reaches what stands below", async ({
  start,
}) => {
  test.setTimeout(120_000);
  const { app } = await start();
  for (const report of reports)
    await test.step(report.name, async () => expect(await misfits(app, report.html)).toEqual([]));
});

function textOf({ texts }: PrintedPage): string {
  return texts
    .map(({ text }) => text)
    .join(" ")
    .replaceAll(/\s+/g, " ");
}
