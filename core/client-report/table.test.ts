import fc from "fast-check";
import { expect, test } from "vitest";
import { BODY } from "./page.ts";
import { type ReportTable, tableParts } from "./table.ts";

const cell = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 900 }),
  fc.constant("x".repeat(3_000)),
);

test("every row of a table is on one page, none is higher than its room, and the sum comes last", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: BODY.height }),
      (texts, first) => {
        const rows = texts.map(([one, other], at) => [`row-${at}-end`, one, other]);
        const table: ReportTable = {
          name: "Table",
          columns: [
            { name: "Id", align: "left", width: 120 },
            { name: "One", align: "left", width: 200 },
            { name: "Other", align: "right", width: 90 },
          ],
          rows,
          sum: ["the-sum", "", ""],
        };
        const parts = tableParts(table, first, BODY.height);
        const whole = parts.map(({ markup }) => markup.markup).join("");
        for (let at = 0; at < rows.length; at += 1) expect(whole.split(`row-${at}-end`)).toHaveLength(2);
        expect(parts.reduce((total, part) => total + part.rows, 0)).toBe(rows.length);
        expect(parts.map(({ markup }) => markup.markup.includes("the-sum"))).toEqual(
          parts.map((_, at) => at === parts.length - 1),
        );
        for (const [at, { height, rows }] of parts.entries())
          if (rows > 0) expect(height).toBeLessThanOrEqual(at === 0 ? first : BODY.height);
      },
    ),
    { numRuns: 40 },
  );
});

test("a wrapped name keeps its level in every line, and its row is as high as the room beside it asks", () => {
  const text = "A unit of the group whose name is too long for its column";
  const table = (depth: number): ReportTable => ({
    name: "Units",
    columns: [{ name: "Unit", align: "left", width: 200 }],
    rows: [[{ text, depth }]],
    sum: null,
  });
  const partOf = (depth: number) => tableParts(table(depth), BODY.height, BODY.height)[0];
  expect(partOf(3)?.markup.markup).toContain(`<div style="padding-left:36px">${text}</div>`);
  expect(partOf(40)?.markup.markup).toContain('padding-left:120px"');
  expect(partOf(8)?.height).toBeGreaterThan(partOf(0)?.height ?? Infinity);
});
