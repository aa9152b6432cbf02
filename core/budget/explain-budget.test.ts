import { describe, expect, it } from "vitest";
import { type BudgetFigure, type FigureValue, substituted, workedOut } from "../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../cost/explain/plain-names.fixture.ts";
import type { Forecast, ForecastMonth } from "../forecast/forecast.ts";
import { sum } from "../money/decimal.ts";
import type { Budget } from "./budget.ts";
import { evaluateBudget } from "./evaluate.ts";
import { budgetFigure, type ExplainedBudget } from "./explain-budget.ts";

const BUDGET: Budget = {
  id: "b1",
  name: "Data",
  scope: { kind: "accounts", accounts: ["111122223333"] },
  metric: "unblended",
  currency: "USD",
  rhythm: { kind: "quarterly" },
  amount: { kind: "same", amount: "1000.0" },
  thresholds: [],
};
const NOTHING = { usage: "0.0", commitments: "0.0", monthly: "0.0", tax: "0.0", credits: "0.0" };
const month = (name: string, actual: string, toCome: Partial<ForecastMonth["toCome"]>): ForecastMonth => {
  const parts = { ...NOTHING, ...toCome };
  const expected = sum([actual, ...Object.values(parts)]);
  return { month: name, actual, expected, low: expected, high: expected, unrenewed: "0.0", toCome: parts };
};
const FORECAST: Forecast = {
  kind: "made",
  currency: "USD",
  knownUntil: "2024-02-10",
  dropped: [],
  months: [
    month("2024-02", "110.0", { usage: "190.5", tax: "9.25", credits: "-3.0" }),
    month("2024-03", "0.0", { usage: "300.0" }),
    month("2024-04", "0.0", { usage: "310.0" }),
  ],
  days: [],
  daily: { level: "10.0", slope: "0.0", floor: "0.0", week: Array.from({ length: 7 }, () => "0.0") },
  backTest: null,
  missing: [],
  notes: [],
};
const FILTERS = [{ dimension: "linkedAccount", mode: "include", values: ["111122223333"] }] as const;

function explained(budget: Budget = BUDGET, forecast: Forecast = FORECAST): ExplainedBudget {
  const months = [
    { month: "2023-12", amount: "290.0" },
    { month: "2024-01", amount: "305.125" },
    { month: "2024-02", amount: "121.0" },
  ];
  const status = evaluateBudget(budget, { currency: "USD", lastDay: "2024-02-11", months, forecast });
  return { budget, status, filters: FILTERS };
}

const asked = (measure: BudgetFigure["measure"]): BudgetFigure => ({
  kind: "budget",
  measure,
  budgetId: "b1",
  range: { from: "2024-01-01", to: "2024-04-01" },
  currency: "USD",
});
const write = (value: FigureValue) => String("amount" in value ? Number(value.amount) : value.ratio);
const told = (measure: BudgetFigure["measure"], of = explained()) => {
  const figure = budgetFigure(asked(measure), of, ["Assumed."], PLAIN_NAMES);
  if (figure === null) throw new Error("nothing is told");
  return figure;
};

describe("budgetFigure", () => {
  it("adds months that are over, the parts of the one that goes on and those to come to what is expected", () => {
    const figure = told("expected");
    expect(figure.formula.symbols).toBe("P + A + U + T + K + F₁");
    expect(substituted(figure, write)).toBe("305.125 + 110 + 190.5 + 9.25 + -3 + 300");
    const amounts = figure.terms.map(({ value }) => ("amount" in value ? (value.amount ?? "0.0") : "0.0"));
    expect(Number(sum(amounts))).toBe(911.875);
    expect(figure.value).toEqual({ kind: "money", amount: explained().status.expected });
    expect(figure.terms[0]?.of).toMatchObject({
      range: { from: "2024-01-01", to: "2024-02-01" },
      filters: FILTERS,
    });
    expect(figure.notes).toContain("Assumed.");
    expect(figure.about).toEqual([
      "Data",
      "unblended, 2024-01-01/2024-04-01",
      "linkedAccount is 111122223333",
    ]);
  });

  it("tells of a period that is over what is charged, and nothing of forecasts", () => {
    const { status, ...rest } = explained();
    const over = { from: "2023-10-01", to: "2024-01-01" };
    const months = [{ month: "2023-12", amount: "290.0" }];
    const closed = { ...rest, status: { ...status, range: over, months, expected: "290.0" } };
    const figure = told("expected", closed);
    expect(figure.formula.symbols).toBe("P");
    expect(workedOut(figure, write)).toBe("290");
    expect([...figure.notes, ...figure.differences]).toEqual([]);
  });

  it("takes what is charged from what is budgeted", () => {
    const figure = told("left");
    expect(substituted(figure, write)).toBe("1000 − 426.125");
    expect(figure.value).toEqual({ kind: "money", amount: "573.8750000000" });
    expect(figure.base?.cell).toMatchObject({ range: { from: "2024-01-01", to: "2024-02-12" } });
  });

  it("tells what part is used", () => {
    expect(substituted(told("used"), write)).toBe("426.125 ÷ 1000");
    expect(told("used").value).toEqual({ kind: "ratio", ratio: 0.426125 });
  });

  it("has nothing to tell without an amount or a forecast, and no costs behind it without its unit", () => {
    const none: Forecast = {
      kind: "none",
      reason: "noData",
      currency: null,
      daysKnown: 0,
      daysNeeded: 28,
      dropped: [],
      missing: [],
    };
    const amount = { kind: "months", months: [] } as const;
    expect(budgetFigure(asked("expected"), explained(BUDGET, none), [], PLAIN_NAMES)).toBeNull();
    expect(budgetFigure(asked("left"), explained({ ...BUDGET, amount }), [], PLAIN_NAMES)).toBeNull();
    const lost = told("left", { ...explained(), filters: null });
    expect(lost.base).toBeNull();
    expect(lost.terms[1]?.of).toBeUndefined();
  });
});
