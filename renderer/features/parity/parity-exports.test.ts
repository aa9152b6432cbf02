import { expect, test } from "vitest";
import { sum } from "#core/money/decimal.ts";
import type { ParityAnswer, ParityCell } from "#core/parity/parity.ts";
import { parityExports } from "./parity-exports.ts";

const cell = (account: string, service: string, difference: string): ParityCell => ({
  account,
  service,
  group: "usage",
  left: "100.0",
  right: sum(["100.0", difference]),
  difference,
  explained: [{ rule: "rounding", amount: difference }],
  unexplained: "0.0",
});
const ANSWER: ParityAnswer = {
  currency: "USD",
  left: "200.0",
  right: "203.0",
  rowsLeft: 2,
  rowsRight: 2,
  cells: [cell("1", "AmazonS3", "1.0"), cell("2", "AmazonS3", "2.0")],
  roundingBound: "0.1",
  missing: [],
};

test("every dimension and the finest sums are written, the rules as columns that sum to the difference", async () => {
  const choices = parityExports(ANSWER, ["CUR", "FOCUS"], "2026-10");
  const made = await Promise.all(choices.map(async ({ source }) => source()));
  const tables = made.map((one) => (one.kind === "table" ? one.table : null));
  expect(tables.map((table) => table?.title)).toEqual([
    "By service",
    "By account",
    "By kind of charge",
    "All sums",
  ]);
  const [byService, byAccount, byKind, all] = tables;
  const names = byService?.columns.map(({ name }) => name) ?? [];
  const [row] = byService?.rows ?? [];
  expect(row?.[0]).toBe("AmazonS3");
  expect(row?.[names.indexOf("Difference")]).toBe("3.0000000000");
  expect(row?.[names.indexOf("Rounding")]).toBe("3.0000000000");
  expect(byAccount?.rows).toHaveLength(2);
  expect(byKind?.rows[0]?.[0]).toBe("Usage");
  expect(all?.rows.map((cells) => cells.slice(0, 3))).toEqual([
    ["1", "AmazonS3", "Usage"],
    ["2", "AmazonS3", "Usage"],
  ]);
  for (const table of tables)
    for (const cells of table?.rows ?? []) expect(cells).toHaveLength(table?.columns.length ?? 0);
});
