import { expect, test } from "vitest";
import type { LineItemColumn } from "#core/cost/query/line-item-query.ts";
import { convertMonths } from "#core/currency/convert.ts";
import { besideCells } from "./beside-cells.ts";

const column = (id: string, type: LineItemColumn["type"]): LineItemColumn => ({
  id,
  name: id,
  type,
  common: true,
});
const COLUMNS = [
  column("line_item_product_code", "text"),
  column("line_item_usage_amount", "decimal"),
  column("line_item_unblended_cost", "decimal"),
  column("billing_period", "text"),
];
const RATES = [{ id: "r", from: "USD", to: "EUR", asOf: "2026-10", rate: "0.5", note: "" }];
const convert = (amount: string, month: string) =>
  convertMonths([{ month, amount }], { from: "USD", to: "EUR", rates: RATES });

test("each cost has the same in the other currency beside it; the month stays away unless shown", () => {
  const shown = ["line_item_product_code", "line_item_usage_amount", "line_item_unblended_cost"];
  const { columns, cellsOf } = besideCells(COLUMNS, shown, "EUR", convert);
  expect(columns.map(({ name }) => name)).toEqual([
    "line_item_product_code",
    "line_item_usage_amount",
    "line_item_unblended_cost",
    "line_item_unblended_cost (EUR)",
  ]);
  expect(columns.map(({ isConverted }) => isConverted === true)).toEqual([false, false, false, true]);
  expect(cellsOf(["AmazonEC2", "2", "3.5", "2026-10"])).toEqual(["AmazonEC2", "2", "3.5", "1.7500000000"]);
  expect(cellsOf(["AmazonEC2", "2", "3.5", "2026-09"])).toEqual(["AmazonEC2", "2", "3.5", null]);
  expect(cellsOf(["AmazonEC2", "2", null, "2026-10"])).toEqual(["AmazonEC2", "2", null, null]);
});

test("without the month of the line items no cost is told in another currency", () => {
  const { columns } = besideCells(COLUMNS.slice(0, 3), ["line_item_unblended_cost"], "EUR", convert);
  expect(columns.map(({ id }) => id)).toEqual(["line_item_unblended_cost"]);
});
