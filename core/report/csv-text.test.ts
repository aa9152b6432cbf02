import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText, tabText } from "./csv-text.ts";

describe("csvText", () => {
  it("quotes what has to be quoted and leaves unknown cells empty", () => {
    expect(csvText([["a", "b,c", 'd"e', "f\ng", null]])).toBe('a,"b,c","d""e","f\ng",\n');
  });

  it("disarms formulas, leaves amounts numbers", () => {
    expect(csvText([["=HYPERLINK(1)", "-2.50", " @SUM", "－1"]])).toBe("'=HYPERLINK(1),-2.50,' @SUM,'－1\n");
  });

  it("is read back as it was by another reader", () => {
    const harmless = fc.string().map((text) => `x${text}`);
    const table = fc.array(fc.array(harmless, { minLength: 3, maxLength: 3 }), { minLength: 1 });
    fc.assert(
      fc.property(table, (rows) => {
        expect(parse(csvText(rows))).toEqual(rows);
      }),
    );
  });
});

describe("tabText", () => {
  it("keeps one line per row", () => {
    expect(
      tabText([
        ["a\r\nb", "=1+1", null],
        ["c", "-1.0", "d\te"],
      ]),
    ).toBe("a b\t'=1+1\t\nc\t-1.0\td e");
  });
});
