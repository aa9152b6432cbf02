import { describe, expect, test } from "vitest";
import { column, moneyColumn } from "../export/export-table.ts";
import type { MonthAmount } from "./convert.ts";
import { convertTable } from "./converted-table.ts";
import { type CurrencyRate, rateId } from "./rate.ts";

const rate = (asOf: string, value: string, from = "USD"): CurrencyRate => {
  const key = { from, to: "EUR", asOf };
  return { id: rateId(key), ...key, rate: value, note: "Treasury" };
};
const EUROS = {
  to: "EUR",
  rates: [rate("2026-09", "0.9"), rate("2026-10", "0.8"), rate("2026-10", "1.2", "GBP")],
};

describe("a table in another currency too", () => {
  test("has a column beside each of money, by the month of each amount", () => {
    const { table, used } = convertTable(
      {
        title: "Costs",
        columns: [column("Month"), moneyColumn("Cost", "USD"), column("Items", "integer")],
        rows: [
          ["2026-09", "10.0", "3"],
          ["2026-10", "-10.0", "4"],
          ["2026-10", null, "0"],
        ],
      },
      { monthOf: ([month]) => month ?? null },
      EUROS,
    );
    expect(table.columns).toEqual([
      column("Month"),
      moneyColumn("Cost", "USD"),
      moneyColumn("Cost", "EUR"),
      column("Items", "integer"),
    ]);
    expect(table.rows).toEqual([
      ["2026-09", "10.0", "9.0000000000", "3"],
      ["2026-10", "-10.0", "-8.0000000000", "4"],
      ["2026-10", null, null, "0"],
    ]);
    expect(used.map(({ month, rate: at }) => [month, at])).toEqual([
      ["2026-09", "0.9"],
      ["2026-10", "0.8"],
    ]);
  });

  test("adds up the months of an amount of several, and leaves empty one that lacks a rate", () => {
    const parts: Readonly<Record<string, readonly MonthAmount[]>> = {
      whole: [
        { month: "2026-09", amount: "10.0" },
        { month: "2026-10", amount: "20.0" },
      ],
      part: [
        { month: "2026-08", amount: "1.0" },
        { month: "2026-09", amount: "2.0" },
      ],
      silent: [
        { month: "2026-08", amount: null },
        { month: "2026-09", amount: "2.0" },
      ],
    };
    const { table, used } = convertTable(
      {
        title: "Statement",
        columns: [column("Service"), moneyColumn("In all", "USD")],
        rows: [
          ["whole", "30.0"],
          ["part", "3.0"],
          ["silent", "2.0"],
          ["unknown", "4.0"],
        ],
      },
      { monthOf: () => null, partsOf: ([service]) => parts[service ?? ""] ?? [] },
      EUROS,
    );
    expect(table.rows).toEqual([
      ["whole", "30.0", "25.0000000000"],
      ["part", "3.0", null],
      ["silent", "2.0", "1.8000000000"],
      ["unknown", "4.0", null],
    ]);
    expect(used.map(({ month }) => month)).toEqual(["2026-09", "2026-10"]);
  });

  test("leaves empty what has no month or no rate, and adds no column where nothing has a month", () => {
    const costs = {
      title: "Costs",
      columns: [moneyColumn("Now", "USD"), moneyColumn("Before", "USD")],
      rows: [["1.0", "2.0"]],
    };
    const ofNow = convertTable(
      costs,
      { monthOf: (_, { name }) => (name === "Now" ? "2026-01" : null) },
      EUROS,
    );
    expect(ofNow.table.columns.map(({ name, currency }) => `${name} ${currency}`)).toEqual([
      "Now USD",
      "Now EUR",
      "Before USD",
    ]);
    expect(ofNow.table.rows).toEqual([["1.0", null, "2.0"]]);
    expect(ofNow.used).toEqual([]);
    expect(convertTable(costs, { monthOf: () => null }, EUROS).table).toEqual(costs);
  });

  test("takes the currency of each row where rows have their own", () => {
    const { table } = convertTable(
      {
        title: "Budgets",
        columns: [column("Currency"), moneyColumn("Amount", null)],
        rows: [
          ["USD", "1.0"],
          ["GBP", "1.0"],
          ["EUR", "1.0"],
          [null, "1.0"],
        ],
      },
      { monthOf: () => "2026-10", currencyOf: ([currency]) => currency ?? null },
      EUROS,
    );
    expect(table.rows.map((row) => row[2])).toEqual(["0.8000000000", "1.2000000000", "1.0", null]);
  });
});
