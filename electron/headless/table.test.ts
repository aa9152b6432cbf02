import { expect, test } from "vitest";
import { count, moneyColumn } from "./money.ts";
import { table } from "./table.ts";

test("amounts of a column are rounded alike and keep their sign", () => {
  expect(moneyColumn(["1234567.8950000000", "-0.0040000000", "0.0000000000", null])).toEqual([
    "1,234,567.90",
    "0.00",
    "0.00",
    "not available",
  ]);
  expect(moneyColumn(["9.9999500000", "-1.0000000000"])).toEqual(["10.0000", "-1.0000"]);
  expect(moneyColumn(["0.0000000650"])).toEqual(["0.0000000650"]);
  expect(moneyColumn(["0.0000000000"])).toEqual(["0.00"]);
  expect(moneyColumn(["-999.9950000000"])).toEqual(["-1,000.00"]);
});

test("counts are grouped by thousands", () => {
  expect([0, 999, 1000, 1_234_567].map(count)).toEqual(["0", "999", "1,000", "1,234,567"]);
});

test("columns are as wide as their widest cell, numbers stand right", () => {
  const text = table(
    [
      { name: "Service", align: "left" },
      { name: "Cost", align: "right" },
    ],
    [
      ["AmazonEC2", "10.00"],
      ["Ä", "1,000.00"],
    ],
    ["Total", "1,010.00"],
  );
  expect(text.split("\n")).toEqual([
    "Service        Cost",
    "---------  --------",
    "AmazonEC2     10.00",
    "Ä          1,000.00",
    "---------  --------",
    "Total      1,010.00",
    "",
  ]);
});
