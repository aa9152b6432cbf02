import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyPlaces } from "../money/currency-places.ts";
import { column, type ExportTable, moneyColumn } from "./export-table.ts";
import { KEPT_DIGITS, significantDigits, withoutZeros } from "./significant-digits.ts";
import { percentOf, tableCsv, tableHtml, tableTabs } from "./table-text.ts";
import { columnLetters, writeCell } from "./xlsx/cells.ts";
import { SheetNames } from "./xlsx/sheet-name.ts";
import { xmlText } from "./xlsx/xml.ts";

/** Every UTF-16 unit, halves of pairs among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));
const TABLE: ExportTable = {
  title: "Costs",
  columns: [column("Service"), moneyColumn("Cost", "USD"), column("Share %", "percent")],
  rows: [
    ["=cmd|' /C calc'!A0", "-1.5000000000", "0.1407"],
    ['A "b" <c> & d', null, null],
  ],
};

describe("text of a table", () => {
  test("CSV has the currency in its head, exact figures, and no formula", () => {
    expect(tableCsv(TABLE)).toBe(
      'Service,Cost (USD),Share %\n\'=cmd|\' /C calc\'!A0,-1.5000000000,14.07\n"A ""b"" <c> & d",,\n',
    );
  });

  test("what is pasted is no formula either, and HTML stays text", () => {
    expect(tableTabs(TABLE).split("\n")[1]).toBe("'=cmd|' /C calc'!A0\t-1.5000000000\t14.07");
    const html = tableHtml(TABLE);
    expect(html).toContain("<td style=\"mso-number-format:'\\@'\">'=cmd|' /C calc'!A0</td>");
    expect(html).toContain('<td style="text-align:right">-1.5000000000</td>');
    expect(html).toContain("A &quot;b&quot; &lt;c&gt; &amp; d");
  });

  test("shares become percent without losing a digit", () => {
    const digits = fc.stringMatching(/^(0|[1-9]\d{0,5})\.\d{1,16}$/);
    fc.assert(
      fc.property(digits, (share) => {
        const [whole = "", fraction = ""] = share.split(".");
        const scaled = BigInt(`${whole}${fraction.padEnd(18, "0")}`) * 100n;
        const [left = "", right = ""] = (percentOf(share) ?? "").split(".");
        expect(BigInt(`${left}${right.padEnd(18, "0")}`)).toBe(scaled);
      }),
    );
    expect([
      percentOf("0.1407"),
      percentOf("-0.5"),
      percentOf("12"),
      percentOf("0.001"),
      percentOf(null),
    ]).toEqual(["14.07", "-50", "1200", "0.1", null]);
  });
});

describe("numbers of a spreadsheet", () => {
  test("a number with at most fifteen digits is the same after a spreadsheet has read it", () => {
    const decimals = fc.stringMatching(/^-?(0|[1-9]\d{0,11})\.\d{1,18}$/);
    fc.assert(
      fc.property(decimals, (text) => {
        const plain = withoutZeros(text);
        fc.pre(significantDigits(text) <= KEPT_DIGITS && plain !== "-0");
        const read = Number(plain).toPrecision(KEPT_DIGITS);
        expect(Number(read)).toBe(Number(plain));
        const exponentOf = Number(plain).toExponential(KEPT_DIGITS - 1);
        const [mantissa = ""] = exponentOf.replace("-", "").split("e");
        const digits = mantissa.replace(".", "").replace(/0+$/, "");
        expect(
          plain
            .replace(/^-?0*\.?0*/, "")
            .replace(".", "")
            .replace(/0+$/, ""),
        ).toBe(digits);
      }),
    );
  });

  test.each([
    ["1234567890.12345", 15],
    ["0.000000000123", 3],
    ["100.00", 3],
    ["1200", 2],
    ["10.5", 3],
    ["0.0", 0],
  ])("%s has %i digits", (text, digits) => expect(significantDigits(text)).toBe(digits));

  test("a cell has every digit, and says when they are more than are kept", () => {
    expect(writeCell(moneyColumn("Cost", "USD"), 6, "B2", "12345678901.123456000")).toEqual({
      xml: '<c r="B2" s="6"><v>12345678901.123456</v></c>',
      lost: "digits",
    });
    expect(writeCell(moneyColumn("Cost", "USD"), 6, "B2", "1234.5000000000").lost).toBeNull();
  });

  test("days and instants are numbers of days", () => {
    expect(writeCell(column("Day", "date"), 7, "A2", "2026-10-31").xml).toBe(
      '<c r="A2" s="7"><v>46326</v></c>',
    );
    expect(writeCell(column("At", "timestamp"), 8, "A2", "2026-10-31T18:00:00Z").xml).toBe(
      '<c r="A2" s="8"><v>46326.75</v></c>',
    );
    expect(writeCell(column("Day", "date"), 7, "A2", "whenever").xml).toContain("inlineStr");
  });

  test("amounts have the places of their currency", () => {
    expect(["USD", "JPY", "KWD", null].map(currencyPlaces)).toEqual([2, 0, 3, 2]);
  });
});

describe("text of a workbook", () => {
  test.each(["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", " =1+1", "＝1+1"])(
    "%j is text, and stays it when it is edited",
    (text) => {
      const { xml } = writeCell(column("Text"), 0, "A2", text);
      expect(xml).toMatch(/^<c r="A2" s="2" t="inlineStr"><is><t xml:space="preserve">/);
      expect(xml).not.toContain("<f>");
    },
  );

  test("whatever text there is, XML can hold it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // oxlint-disable-next-line no-control-regex -- these must be gone
        expect(xmlText(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff<>"]/);
      }),
    );
    expect(xmlText("a_x0041_\rb\u0000")).toBe("a_x005F_x0041__x000D_b_x0000_");
  });

  test("too long a text is cut and said to be", () => {
    const { xml, lost } = writeCell(column("Text"), 0, "A2", "x".repeat(40_000));
    expect(lost).toBe("text");
    expect(xml.replace(/<[^>]*>/g, "")).toHaveLength(32_767);
  });

  test("names of sheets are what Excel takes", () => {
    const names = new SheetNames();
    expect(
      ["Costs", "costs", "History", "", "a[b]:c*d?e/f\\g", "'quoted'", "x".repeat(40)].map((t) =>
        names.next(t),
      ),
    ).toEqual(["Costs", "costs (2)", "History (2)", "Sheet", "a b c d e f g", "quoted", "x".repeat(31)]);
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 20 }), (titles) => {
        const taken = new SheetNames();
        const given = titles.map((title) => taken.next(title));
        expect(new Set(given.map((name) => name.toLowerCase())).size).toBe(given.length);
        for (const name of given) {
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(31);
          expect(name).not.toMatch(/[[\]:*?/\\]|^'|'$/);
        }
      }),
    );
  });

  test("columns are lettered on and on", () => {
    expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnLetters)).toEqual([
      "A",
      "Z",
      "AA",
      "AZ",
      "BA",
      "ZZ",
      "AAA",
      "XFD",
    ]);
  });
});
