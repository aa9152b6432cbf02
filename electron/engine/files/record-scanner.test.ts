import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecordScanner, type Scanned } from "./record-scanner.ts";

function scan(text: string, cut = text.length): Scanned & { readonly sample: readonly string[] } {
  const sample: string[] = [];
  const scanner = new RecordScanner(0, (record) => sample.push(record.toString()));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += Math.max(1, cut))
    scanner.push(bytes.subarray(at, at + Math.max(1, cut)));
  return { ...scanner.end(), sample };
}

describe("RecordScanner", () => {
  it("counts rows over quotes, line ends and blank lines", () => {
    const text = '\uFEFFa,"b\nx",c\r\n1,"2\n""3""",\r\n\r\n4,,""\r\n5,"x",y';
    expect(scan(text)).toMatchObject({ rows: 3, columns: 3, shortRows: 0, cutRow: null, openQuote: false });
  });

  it("finds the columns that have a value", () => {
    expect([...scan('a,b,c,d,e\n,x,"",""""\n,,,,\r\n').filled]).toEqual([1, 3]);
  });

  it("tells short rows from cut ones", () => {
    expect(scan("a,b,c\n1,2\n1,2,3\n")).toMatchObject({ rows: 2, shortRows: 1, cutRow: null });
    expect(scan("a,b,c\n1,2,3\n1")).toMatchObject({ shortRows: 0, cutRow: { row: 2, cells: 1 } });
  });

  it("tells an open quote", () => {
    expect(scan('a,b\n1,"2\n3,4\n').openQuote).toBe(true);
  });

  it("takes records as samples", () => {
    expect(scan("a,b\n1,2\n3,4\n").sample).toEqual(["1,2", "3,4"]);
  });

  it("sees the same whatever the chunks", () => {
    const cell = fc.constantFrom("", "x", '""', '"a,b"', '"a\nb"', '"q""q"', 'in"ner');
    const row = fc.array(cell, { minLength: 3, maxLength: 3 }).map((cells) => cells.join(","));
    const text = fc.array(row, { maxLength: 8 }).map((rows) => ["a,b,c", ...rows].join("\n"));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (csv, cut) => {
        const { sample: _, ...whole } = scan(csv);
        const { sample: __, ...cutUp } = scan(csv, cut);
        expect(cutUp).toEqual(whole);
      }),
    );
  });
});
