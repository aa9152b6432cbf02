import { describe, expect, test } from "vitest";
import { formatScaled, scaledOf, sum } from "../money/decimal.ts";
import { chance } from "../sample/random.ts";
import { addDays, type DateRange } from "../time/period.ts";
import { changeBetween, unitCosts, wholePeriods, type UnitCostQuestion } from "./unit-costs.ts";

const DAILY = { grain: "day", combine: "sum", per: 1 } as const;
const MONTHLY = { grain: "month", combine: "sum", per: 1 } as const;

function figuresOf(values: Readonly<Record<string, number>>): UnitCostQuestion["figures"] {
  return new Map(Object.entries(values).map(([day, value]) => [day, scaledOf(`${value}.0`)]));
}

function daily(range: DateRange, value: (at: number) => string | null): UnitCostQuestion["costs"] {
  const buckets: string[] = [];
  for (let day = range.from; day < range.to; day = addDays(day, 1)) buckets.push(day);
  return { buckets, values: buckets.map((_, at) => value(at)) };
}

const QUARTER = { from: "2026-01-01", to: "2026-04-01" };

describe("monthly figures", () => {
  const question: UnitCostQuestion = {
    metric: MONTHLY,
    by: "month",
    range: QUARTER,
    held: { from: "2026-01-01", to: "2026-03-19" },
    costs: { buckets: ["2026-01", "2026-02", "2026-03"], values: ["1000.0", "1500.0", "600.0"] },
    figures: figuresOf({ "2026-01-01": 300, "2026-02-01": 400, "2026-03-01": 500 }),
  };

  test("cost divided by figure, rounded at the 18th digit", () => {
    const [january, february, march] = unitCosts(question);
    expect(january).toMatchObject({ costPerUnit: "3.333333333333333333", state: "whole", change: null });
    expect(february).toMatchObject({ costPerUnit: "3.7500000000", daysCounted: 28 });
    expect(march).toMatchObject({ cost: "600.0000000000", costPerUnit: null, state: "open", change: null });
  });

  test("the change is what volume and rate make of it", () => {
    expect(unitCosts(question)[1]?.change).toEqual({
      cost: "500.0000000000",
      volume: "333.333333333333333333",
      rate: "166.666666666666666667",
    });
  });

  test("per 1,000", () => {
    const [january] = unitCosts({ ...question, metric: { ...MONTHLY, per: 1_000 } });
    expect(january?.costPerUnit).toBe("3333.333333333333333333");
  });

  test("without a figure, without costs and with a figure of 0 there is no cost per unit", () => {
    const [january, february, march] = unitCosts({
      ...question,
      held: QUARTER,
      costs: { ...question.costs, values: ["1000.0", null, "600.0"] },
      figures: figuresOf({ "2026-02-01": 400, "2026-03-01": 0 }),
    });
    expect(january).toMatchObject({
      cost: "1000.0000000000",
      figure: null,
      costPerUnit: null,
      state: "noFigure",
    });
    expect(february).toMatchObject({ cost: null, costPerUnit: null, state: "noCost" });
    expect(march).toMatchObject({ costPerUnit: null, state: "notAboveZero" });
  });
});

describe("daily figures", () => {
  const held = { from: "2026-01-01", to: "2026-02-11" };
  const range = { from: "2026-01-01", to: "2026-03-01" };
  const costs = daily(range, (at) => (at < 41 ? "10.0" : null));
  const everyDay = figuresOf(Object.fromEntries(costs.buckets.map((day) => [day, 5])));

  test("only days with both cost and figure count, and the last day of a month that goes on does not", () => {
    const [january, february] = unitCosts({
      metric: DAILY,
      by: "month",
      range,
      held,
      costs,
      figures: everyDay,
    });
    expect(january).toMatchObject({ cost: "310.0000000000", figure: "155.0000000000", state: "whole" });
    expect(february).toMatchObject({
      cost: "90.0000000000",
      daysCounted: 9,
      state: "open",
      costPerUnit: "2.0000000000",
    });
  });

  test("days without a figure are left out and said", () => {
    const figures = figuresOf({ "2026-01-01": 5, "2026-01-02": 15 });
    const [january] = unitCosts({ metric: DAILY, by: "month", range, held, costs, figures });
    expect(january).toMatchObject({
      cost: "20.0000000000",
      costPerUnit: "1.0000000000",
      state: "part",
      daysCounted: 2,
    });
  });

  test("users are averaged over the days", () => {
    const metric = { ...DAILY, combine: "average" } as const;
    const [january] = unitCosts({ metric, by: "month", range, held, costs, figures: everyDay });
    expect(january).toMatchObject({ figure: "5.0000000000", costPerUnit: "62.0000000000" });
  });

  test("weeks begin on Monday, those of weekly figures where theirs begin", () => {
    const asked = { from: "2026-01-03", to: "2026-01-15" };
    expect(wholePeriods(asked, "week", { grain: "day", figures: [] })).toEqual({
      from: "2025-12-29",
      to: "2026-01-19",
    });
    const sunday = { from: "2026-01-04", unit: null, value: "1.0" };
    expect(wholePeriods(asked, "week", { grain: "week", figures: [sunday] })).toEqual({
      from: "2025-12-28",
      to: "2026-01-18",
    });
    expect(wholePeriods(asked, "month", { grain: "day", figures: [] })).toEqual({
      from: "2026-01-01",
      to: "2026-02-01",
    });
  });
});

test("whatever the amounts, volume and rate add up to the change", () => {
  for (let round = 0; round < 500; round += 1) {
    const amount = (at: number): string =>
      formatScaled(1n + BigInt(Math.floor(chance(round, at) * 1e15)) * 100_003n);
    const period = (at: number) => ({ cost: amount(at), figure: amount(at + 1), state: "whole" as const });
    const [before, now] = [period(0), period(2)];
    const change = changeBetween(before, now);
    expect(sum([change?.volume ?? "", change?.rate ?? ""])).toBe(change?.cost);
    expect(sum([before.cost, change?.cost ?? ""])).toBe(now.cost);
  }
});
