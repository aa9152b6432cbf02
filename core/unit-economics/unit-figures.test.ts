import { expect, test } from "vitest";
import type { AllocationAnswer } from "../allocation/allocation-query.ts";
import type { AllocationModel } from "../allocation/model.ts";
import { scaledOf } from "../money/decimal.ts";
import type { BusinessMetric } from "./business-metric.ts";
import { unitEconomics } from "./by-unit.ts";
import { companyFigures, figuresOfUnit, unknownUnits } from "./unit-figures.ts";

const MODEL: AllocationModel = {
  id: "m",
  name: "Units",
  units: [
    { id: "retail", name: "Retail", parentId: null, split: null },
    { id: "web", name: "Web", parentId: "retail", split: null },
    { id: "app", name: "App", parentId: "retail", split: null },
    { id: "data", name: "Data", parentId: null, split: null },
  ],
  rules: [],
};
const JANUARY = "2026-01-01";

function metric(figures: readonly (readonly [unit: string | null, value: string])[]): BusinessMetric {
  return {
    id: "o",
    name: "Orders",
    grain: "month",
    combine: "sum",
    per: 1,
    figures: figures.map(([unit, value]) => ({ from: JANUARY, unit, value })),
  };
}

const whole = (one: BusinessMetric): bigint | undefined => companyFigures(one, MODEL).get(JANUARY);
const own = (one: BusinessMetric, unit: string): bigint | undefined =>
  figuresOfUnit(one, MODEL, unit).figures.get(JANUARY);

test("units are found by path or name in any case; those above add up those below unless they have their own", () => {
  const orders = metric([
    ["retail / web", "5.0"],
    ["APP", "2.0"],
    ["Data", "4.0"],
  ]);
  expect(own(orders, "web")).toBe(scaledOf("5.0"));
  expect(own(orders, "retail")).toBe(scaledOf("7.0"));
  expect(whole(orders)).toBe(scaledOf("11.0"));
  const stated = metric([
    ["Retail", "9.0"],
    ["Web", "5.0"],
  ]);
  expect(own(stated, "retail")).toBe(scaledOf("9.0"));
  expect(own(stated, "data")).toBeUndefined();
  expect(whole(stated)).toBe(scaledOf("9.0"));
});

test("the company's own figure wins over the sum of the units", () => {
  const orders = metric([
    [null, "20.0"],
    ["Web", "5.0"],
  ]);
  expect(whole(orders)).toBe(scaledOf("20.0"));
  expect(figuresOfUnit(orders, MODEL, "web").basis).toBe("own");
});

test("figures of unknown units count for the company and are named", () => {
  const orders = metric([
    ["Web", "5.0"],
    ["Wholesale", "3.0"],
  ]);
  expect(whole(orders)).toBe(scaledOf("8.0"));
  expect(unknownUnits(orders, MODEL)).toEqual(["Wholesale"]);
});

test("where no unit is named, every unit is held against the company's figures", () => {
  const orders = metric([[null, "20.0"]]);
  expect(figuresOfUnit(orders, MODEL, "data")).toMatchObject({ basis: "company" });
  expect(own(orders, "data")).toBe(scaledOf("20.0"));
});

test("units by units, with what no rule takes; costs per order of the top ones add up to that of all", () => {
  const amounts = (value: string) => ({ total: value, values: [value] });
  const unit = (unitId: string, value: string): AllocationAnswer["units"][number] => ({
    unitId,
    direct: amounts(value),
    lineItems: 1,
    received: [],
    given: amounts("0.0"),
    after: amounts(value),
  });
  const answer: AllocationAnswer = {
    currency: "USD",
    currencies: ["USD"],
    buckets: ["2026-01"],
    units: [unit("retail", "1.0"), unit("web", "20.0"), unit("app", "5.0"), unit("data", "8.0")],
    unallocated: { ...amounts("6.0"), lineItems: 1 },
    ...amounts("40.0"),
    lineItems: 5,
    unsplit: [],
    missing: [],
    answeredFrom: "daily",
  };
  const range = { from: JANUARY, to: "2026-02-01" };
  const told = unitEconomics(metric([[null, "20.0"]]), MODEL, answer, { by: "month", range, held: range });
  expect(told.map(({ name, depth, periods }) => [name, depth, Number(periods[0]?.costPerUnit)])).toEqual([
    ["Retail", 0, 1.3],
    ["Web", 1, 1],
    ["App", 1, 0.25],
    ["Data", 0, 0.4],
    ["Unallocated", 0, 0.3],
  ]);
  const named = unitEconomics(metric([["Web", "5.0"]]), MODEL, answer, { by: "month", range, held: range });
  expect(named.map(({ periods }) => periods[0]?.state)).toEqual([
    "whole",
    "whole",
    "noFigure",
    "noFigure",
    "noFigure",
  ]);
});
