import { expect, test } from "vitest";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import { substituted, type UnitFigure } from "../cost/explain/figure.ts";
import type { AllocationAnswer, Amounts } from "./allocation-query.ts";
import { unitCell, unitFigure, unitQuestion } from "./explain-unit.ts";
import { isOfStatement, statementFigure } from "./explain-statement.ts";
import type { AllocationModel } from "./model.ts";

const NAMES: ExplainNames = {
  metric: (metric) => metric,
  dimension: (ref) => ref,
  value: (_, value) => value ?? "none",
  range: ({ from, to }) => `${from} to ${to}`,
  count: String,
  amount: (amount) => String(amount),
};
const MODEL: AllocationModel = {
  id: "m",
  name: "Units",
  units: [
    { id: "shop", name: "Shop", parentId: null, split: null },
    { id: "data", name: "Data", parentId: null, split: null },
    { id: "support", name: "Support", parentId: null, split: { kind: "proportional", to: null } },
  ],
  rules: [
    { id: "1", unitId: "shop", filters: [] },
    { id: "2", unitId: "data", filters: [] },
    { id: "3", unitId: "support", filters: [] },
  ],
};
const only = (total: string): Amounts => ({ total, values: [total] });
const ANSWER: AllocationAnswer = {
  currency: "USD",
  currencies: ["USD"],
  buckets: ["total"],
  units: [
    {
      unitId: "shop",
      direct: only("30.0"),
      lineItems: 3,
      received: [{ from: "support", amounts: only("6.0") }],
      given: only("0.0"),
      after: only("36.0"),
    },
    {
      unitId: "data",
      direct: only("20.0"),
      lineItems: 2,
      received: [{ from: "support", amounts: only("4.0") }],
      given: only("0.0"),
      after: only("24.0"),
    },
    {
      unitId: "support",
      direct: only("10.0"),
      lineItems: 1,
      received: [],
      given: only("10.0"),
      after: only("0.0"),
    },
  ],
  unallocated: { total: "20.0", values: ["20.0"], lineItems: 1 },
  total: "80.0",
  values: ["80.0"],
  lineItems: 7,
  unsplit: [],
  missing: [],
  answeredFrom: "daily",
};
const RANGE = { from: "2026-01-01", to: "2026-02-01" };
const ASKED = { metric: "unblended", range: RANGE, currency: null } as const;
const told = (measure: UnitFigure["measure"], unitId: string | null, from: string | null = null) =>
  unitFigure(unitQuestion(ASKED, { measure, unitId, from }), MODEL, ANSWER, NAMES);
const put = (figure: ReturnType<typeof told>) =>
  figure && substituted(figure, (value) => ("amount" in value ? Number(value.amount).toFixed(1) : ""));

test("cost after the split is what the unit's rules take with its shares of the pools", () => {
  const figure = told("after", "shop");
  expect(figure?.formula.symbols).toBe("D + R");
  expect(put(figure)).toBe("30.0 + 6.0");
  expect(Number(figure?.value.kind === "money" && figure.value.amount)).toBe(36);
  expect(figure?.notes[0]).toContain(
    "in proportion to what their own rules take, never below zero: 30.0000000000 ÷ 50.0000000000",
  );
  expect(figure?.base?.cell).toEqual(
    unitCell(MODEL, { metric: "unblended", range: RANGE, currency: "USD" }, ["shop"]),
  );
});

test("a pool hands its cost on, and what is shared leads to the pool's own costs", () => {
  expect(put(told("after", "support"))).toBe("10.0 − 10.0");
  expect(put(told("shared", "support"))).toBe("−10.0");
  const [from] = told("shared", "data")?.terms ?? [];
  expect(from).toMatchObject({ name: "From Support", of: { filters: [{ values: ["Support"] }] } });
});

test("coverage is allocated money over the bill, and shows what no rule takes", () => {
  const figure = told("coverage", null);
  expect(put(figure)).toBe("60.0 ÷ 80.0");
  expect(figure?.value).toEqual({ kind: "ratio", ratio: 0.75 });
  expect(figure?.base?.cell.filters).toEqual([
    { dimension: "profile:Business unit", mode: "include", values: [null] },
  ]);
  expect(told("after", "gone")).toBeNull();
});

test("what came from a pool is the unit's share of what the pool hands on", () => {
  const figure = told("received", "shop", "support");
  expect(figure?.formula.symbols).toBe("G × S");
  expect(figure?.terms.map(({ value }) => value)).toEqual([
    { kind: "money", amount: "10.0" },
    { kind: "ratio", ratio: 0.6 },
  ]);
  expect(figure?.value).toEqual({ kind: "money", amount: "6.0000000000" });
  expect(told("received", "shop", "gone")).toBeNull();
});

test("what is handed on is told pool by pool, and over all units nothing is left over", () => {
  expect(put(told("given", "support"))).toBe("10.0");
  expect(put(told("given", "shop"))).toBe("0");
  const all = told("shared", null);
  expect(put(all)).toBe("10.0 − 10.0");
  expect(all?.value).toEqual({ kind: "money", amount: "0.0000000000" });
});

test("a row of a statement is its own cost and what is shared of it, month by month", () => {
  const months = [
    { month: "2026-01", direct: "3.0", shared: "1.0" },
    { month: "2026-02", direct: "4.0", shared: "0.5" },
  ];
  const row = { value: "AmazonEC2", label: null, direct: "7.0", shared: "1.5", total: "8.5", months };
  const by = { by: "service", value: "AmazonEC2" } as const;
  const whole = { ...ASKED, range: { from: "2026-01-01", to: "2026-03-01" } };
  const rowOf = (measure: "shared" | "after", value = "AmazonEC2") => {
    const question = unitQuestion(whole, { measure, unitId: "shop", row: { ...by, value } });
    if (!isOfStatement(question)) throw new Error("no row");
    return statementFigure(question, { model: MODEL, answer: ANSWER, rows: [row] }, NAMES);
  };
  expect(put(rowOf("after"))).toBe("7.0 + 1.0 + 0.5");
  expect(rowOf("after")?.value).toEqual({ kind: "money", amount: "8.5" });
  expect(rowOf("after")?.terms[0]?.of?.filters).toEqual([
    { dimension: "profile:Business unit", mode: "include", values: ["Shop"] },
    { dimension: "service", mode: "include", values: ["AmazonEC2"] },
  ]);
  expect(put(rowOf("shared"))).toBe("1.0 + 0.5");
  expect(rowOf("shared")?.base?.cell.filters[0]?.values).toEqual(["Support"]);
  expect(rowOf("after", "AmazonS3")).toBeNull();
});
