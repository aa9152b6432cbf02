import { NO_DEFINITIONS } from "../allocation/definitions.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Forecast } from "../forecast/forecast.ts";
import { formatScaled, scaledOf, sum } from "../money/decimal.ts";
import { addMonths, lengthInDays, periodsOf } from "../time/period.ts";
import { type Budget, type BudgetRhythm, filtersOf, scopeOf } from "./budget.ts";
import { amountOf, periodAt, periodsBefore, sameDaysBefore } from "./budget-periods.ts";
import { budgetNotice, newlyPassed, thresholdKey } from "./budget-notice.ts";
import { evaluateBudget, percentOf, type MonthTotal } from "./evaluate.ts";

const MONTHLY: BudgetRhythm = { kind: "monthly" };
const QUARTERLY: BudgetRhythm = { kind: "quarterly" };
const YEARLY: BudgetRhythm = { kind: "yearly" };
const rolling = (months: number): BudgetRhythm => ({ kind: "rolling", months });

describe("periods", () => {
  it.each([
    [MONTHLY, "2024-02-29", "2024-02-01", "2024-03-01"],
    [MONTHLY, "2023-12-31", "2023-12-01", "2024-01-01"],
    [QUARTERLY, "2024-03-31", "2024-01-01", "2024-04-01"],
    [QUARTERLY, "2024-12-01", "2024-10-01", "2025-01-01"],
    [YEARLY, "2024-02-29", "2024-01-01", "2025-01-01"],
    [rolling(3), "2024-01-15", "2023-11-01", "2024-02-01"],
    [rolling(12), "2024-02-29", "2023-03-01", "2024-03-01"],
    [rolling(1), "2024-02-29", "2024-02-01", "2024-03-01"],
  ] as const)("%o holds %s from %s to %s", (rhythm, day, from, to) => {
    expect(periodAt(rhythm, day)).toEqual({ from, to });
  });

  it("has as many days as the calendar, leap years too", () => {
    expect(lengthInDays(periodAt(YEARLY, "2024-05-05"))).toBe(366);
    expect(lengthInDays(periodAt(YEARLY, "2100-05-05"))).toBe(365);
    expect(lengthInDays(periodAt(MONTHLY, "2024-02-10"))).toBe(29);
  });

  it("goes back over the turn of the year; rolling ones by a month", () => {
    const froms = (rhythm: BudgetRhythm, day: string): readonly string[] =>
      periodsBefore(rhythm, periodAt(rhythm, day), 2).map(({ from, to }) => `${from} ${to}`);
    expect(froms(MONTHLY, "2024-01-31")).toEqual(["2023-12-01 2024-01-01", "2023-11-01 2023-12-01"]);
    expect(froms(QUARTERLY, "2024-02-01")).toEqual(["2023-10-01 2024-01-01", "2023-07-01 2023-10-01"]);
    expect(froms(rolling(3), "2024-01-01")).toEqual(["2023-10-01 2024-01-01", "2023-09-01 2023-12-01"]);
  });

  it("leave no gap and never overlap, but for rolling ones", () => {
    const day = fc
      .integer({ min: 2019 * 12, max: 2031 * 12 })
      .map((month) => `${addMonths("0000-01", month)}-15`);
    fc.assert(
      fc.property(day, fc.constantFrom(MONTHLY, QUARTERLY, YEARLY), (at, rhythm) => {
        const now = periodAt(rhythm, at);
        expect(now.from <= at && at < now.to).toBe(true);
        const chain = [now, ...periodsBefore(rhythm, now, 5)];
        for (const [index, period] of chain.slice(1).entries()) expect(period.to).toBe(chain[index]?.from);
      }),
    );
  });

  it("are held against the same days of the one before, the whole one when they are over", () => {
    const march = periodAt(MONTHLY, "2024-03-10");
    expect(sameDaysBefore(march, { from: march.from, to: "2024-03-11" })).toEqual({
      from: "2024-02-01",
      to: "2024-02-11",
    });
    expect(sameDaysBefore(march, { from: march.from, to: "2024-03-31" })).toEqual({
      from: "2024-02-01",
      to: "2024-03-01",
    });
    const february = periodAt(MONTHLY, "2024-02-10");
    expect(sameDaysBefore(february, february)).toEqual({ from: "2024-01-01", to: "2024-02-01" });
    const quarter = periodAt(QUARTERLY, "2024-10-21");
    expect(sameDaysBefore(quarter, { from: quarter.from, to: "2024-10-22" })).toEqual({
      from: "2024-07-01",
      to: "2024-07-22",
    });
  });
});

describe("amountOf", () => {
  const months = {
    kind: "months",
    months: [
      { month: "2024-03", amount: "300.0" },
      { month: "2024-01", amount: "100.05" },
    ],
  } as const;

  it("is the same each period, or the sum of its months, each like the one before it where it has none", () => {
    expect(amountOf({ kind: "same", amount: "7.0" }, periodAt(YEARLY, "2024-01-01"))).toBe("7.0");
    expect(amountOf(months, periodAt(QUARTERLY, "2024-01-01"))).toBe("500.1000000000");
    expect(amountOf(months, periodAt(MONTHLY, "2025-01-01"))).toBe("300.0000000000");
  });

  it("is unknown before the first month", () => {
    expect(amountOf(months, periodAt(rolling(3), "2024-02-10"))).toBeNull();
  });
});

const BUDGET: Budget = {
  id: "b1",
  name: "Data",
  scope: { kind: "all" },
  metric: "unblended",
  currency: null,
  rhythm: QUARTERLY,
  amount: { kind: "same", amount: "1000.0" },
  thresholds: [
    { on: "actual", percent: 50 },
    { on: "actual", percent: 80 },
    { on: "forecast", percent: 100 },
  ],
};

function outlook(months: readonly (readonly [month: string, expected: string])[]): Forecast {
  const nothing = "0.0000000000";
  const toCome = { usage: nothing, commitments: nothing, monthly: nothing, tax: nothing, credits: nothing };
  return {
    kind: "made",
    currency: "USD",
    knownUntil: "2024-02-10",
    dropped: [],
    months: months.map(([month, expected]) => ({
      month,
      actual: nothing,
      expected,
      low: expected,
      unrenewed: nothing,
      high: expected,
      toCome,
    })),
    days: [],
    daily: {
      level: "2.5",
      slope: "0.1",
      floor: "0.0",
      week: ["1.0", "0.0", "0.0", "0.0", "0.0", "-1.0", "0.0"],
    },
    backTest: null,
    missing: [],
    notes: [],
  };
}

const held = (...amounts: readonly (string | null)[]): readonly MonthTotal[] =>
  amounts.map((amount, at) => ({ month: addMonths("2023-10", at), amount }));

describe("evaluateBudget", () => {
  const facts = {
    currency: "USD",
    lastDay: "2024-02-11",
    months: held("300.0", "350.0", "400.0000000001", "400.0", "150.0"),
    forecast: outlook([
      ["2024-02", "410.0"],
      ["2024-03", "450.0"],
    ]),
  };

  it("adds months that are over to those expected, exactly", () => {
    expect(evaluateBudget(BUDGET, facts)).toMatchObject({
      range: { from: "2024-01-01", to: "2024-04-01" },
      actual: "550.0000000000",
      expected: "1260.0000000000",
      state: "atRisk",
      thresholds: [{ isPassed: true, amount: "500.0000000000" }, { isPassed: false }, { isPassed: true }],
      history: [{ range: { from: "2023-10-01" }, actual: "1050.0000000001", state: "passed" }],
    });
  });

  it("is passed only above the amount, at a threshold on reaching it", () => {
    const exact = { ...facts, months: held(null, null, null, "400.0", "600.0"), forecast: outlook([]) };
    const status = evaluateBudget({ ...BUDGET, thresholds: [{ on: "actual", percent: 100 }] }, exact);
    expect(status).toMatchObject({ state: "ok", thresholds: [{ isPassed: true }] });
    const over = { ...exact, months: held(null, null, null, "400.0", "600.0000000001") };
    expect(evaluateBudget(BUDGET, over).state).toBe("passed");
  });

  it("says unknown rather than zero", () => {
    const nothing = { ...facts, months: held(null, null, null, null, null) };
    expect(evaluateBudget(BUDGET, nothing)).toMatchObject({ actual: null, state: "unknown", history: [] });
    const none: Forecast = {
      kind: "none",
      reason: "shortHistory",
      currency: "USD",
      daysKnown: 9,
      daysNeeded: 28,
      dropped: [],
      missing: [],
    };
    expect(evaluateBudget(BUDGET, { ...facts, forecast: none })).toMatchObject({
      expected: null,
      state: "ok",
    });
  });

  it("charges every month once, whatever the rhythm", () => {
    const amounts = fc.array(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), {
      minLength: 24,
      maxLength: 24,
    });
    fc.assert(
      fc.property(amounts, fc.constantFrom(MONTHLY, QUARTERLY, YEARLY), (scaled, rhythm) => {
        const months = scaled.map((amount, at) => ({
          month: addMonths("2023-01", at),
          amount: formatScaled(amount),
        }));
        const status = evaluateBudget(
          { ...BUDGET, rhythm },
          { ...facts, lastDay: "2024-12-31", months, forecast: outlook([]) },
        );
        const told = [status.range, ...status.history.map(({ range }) => range)].flatMap((range) =>
          periodsOf(range),
        );
        const wanted = months.filter(({ month }) => told.includes(month)).map(({ amount }) => amount);
        expect(sum([status.actual ?? "0.0", ...status.history.map(({ actual }) => actual ?? "0.0")])).toBe(
          sum(wanted),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe("notices", () => {
  const status = evaluateBudget(BUDGET, {
    currency: "USD",
    lastDay: "2024-02-11",
    months: held("300.0", "350.0", "400.0", "400.0", "450.0"),
    forecast: outlook([["2024-02", "1200.0"]]),
  });

  it("tell of each threshold once a period, the highest on actual costs first", () => {
    const passed = newlyPassed(status, new Set());
    expect(passed.map(({ on, percent }) => [on, percent])).toEqual([
      ["actual", 80],
      ["actual", 50],
      ["forecast", 100],
    ]);
    const [first] = passed;
    if (first === undefined) throw new Error("none");
    expect(thresholdKey(status, first)).toBe("b1 2024-01-01 actual 80");
    expect(newlyPassed(status, new Set(passed.map((each) => thresholdKey(status, each))))).toEqual([]);
  });

  it("name the money and the driver", () => {
    const [threshold] = newlyPassed(status, new Set());
    if (threshold === undefined) throw new Error("none");
    const changes = {
      currency: "USD",
      now: status.range,
      before: status.range,
      total: "850.0",
      totalBefore: "500.0",
      drivers: [
        {
          dimension: "service",
          value: "AmazonCloudWatch",
          label: "Amazon CloudWatch",
          now: "1400.0",
          before: "0.0",
          change: "1400.0",
          share: 1,
        },
      ],
    } as const;
    const [only] = changes.drivers;
    const fallen = { ...changes, drivers: [{ ...only, change: "-5.0" }] };
    expect(budgetNotice(BUDGET, status, { threshold, changes: fallen }).body).toBe("850 USD of 1,000 USD.");
    expect(budgetNotice(BUDGET, status, { threshold, changes })).toEqual({
      title: "Data has passed 80%",
      body: "850 USD of 1,000 USD. Most of the change: Amazon CloudWatch (+1,400 USD).",
    });
  });
});

it("a scope gives back the filters it was made from", () => {
  const filter = fc.record({
    dimension: fc.constantFrom("linkedAccount", "service", "tag:team", "costCategory:Stage"),
    mode: fc.constantFrom("include", "exclude"),
    values: fc.array(fc.constantFrom("a", "b", null), { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(filter, { maxLength: 3 }), (filters) => {
      expect(filtersOf(scopeOf(filters), NO_DEFINITIONS)).toEqual(filters);
    }),
  );
  expect(scopeOf([]).kind).toBe("all");
  expect(scopeOf([{ dimension: "linkedAccount", mode: "include", values: ["1"] }]).kind).toBe("accounts");
  expect(scopeOf([{ dimension: "tag:team", mode: "include", values: [null] }]).kind).toBe("tag");
  expect(scopeOf([{ dimension: "tag:team", mode: "exclude", values: ["a"] }]).kind).toBe("filters");
});

it("a scope of a business unit keeps what the unit and those below it take, and nothing without its model", () => {
  const unit = (id: string, parentId: string | null) => ({
    id,
    name: id.toUpperCase(),
    parentId,
    split: null,
  });
  const model = { id: "m", name: "M", units: [unit("a", null), unit("b", "a"), unit("c", null)], rules: [] };
  const scope = { kind: "unit", unitId: "a", name: "A" } as const;
  expect(filtersOf(scope, { model })).toEqual([
    { dimension: "profile:Business unit", mode: "include", values: ["A", "A / B"] },
  ]);
  expect(filtersOf({ ...scope, unitId: "gone" }, { model })).toBeNull();
  expect(filtersOf(scope, NO_DEFINITIONS)).toBeNull();
});

it("percentOf is exact", () => {
  expect(percentOf("0.0000000001", 50)).toBe("0.00000000005");
  expect(scaledOf(percentOf("333.33", 85))).toBe(scaledOf("283.3305"));
});
