import { expect, test } from "vitest";
import type { SqlAnswer } from "#core/console/sql-answer.ts";
import { cellWriter, columnWidths } from "./result-look.ts";

const ANSWER: SqlAnswer = {
  columns: [
    { name: "service", type: "VARCHAR", kind: "text" },
    { name: "cost", type: "DECIMAL(38,18)", kind: "decimal" },
    { name: "year", type: "BIGINT", kind: "number" },
  ],
  rows: [
    ["Amazon\nEC2", "1234567.123456789012345678", "2026"],
    [null, "-0.000000000000000001", null],
  ],
  cut: null,
  elapsedMs: 1,
};

test("decimals keep every digit and are grouped, other numbers stay as they are", () => {
  const write = cellWriter("en-US");
  const cells = ANSWER.rows.map((row) =>
    ANSWER.columns.map((column, index) => write(column, row[index] ?? null)),
  );
  expect(cells).toEqual([
    ["Amazon\nEC2", "1,234,567.123456789012345678", "2026"],
    ["NULL", "-0.000000000000000001", "NULL"],
  ]);
});

test("columns are as wide as their first rows, within bounds", () => {
  const widths = columnWidths(ANSWER, cellWriter("en-US"));
  expect(widths[1]).toBeGreaterThan(widths[2] ?? 0);
  expect(Math.min(...widths)).toBeGreaterThanOrEqual(72);
});
