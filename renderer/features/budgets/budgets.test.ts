import { describe, expect, it } from "vitest";
import { evaluateBudget } from "#core/budget/evaluate.ts";
import { forecastCosts } from "#core/forecast/look-ahead.ts";
import { scaledOf } from "#core/money/decimal.ts";
import { addDays } from "#core/time/period.ts";
import { answerOf } from "#core/report/answer-fixture.ts";
import { burnPicture } from "./burn-picture.ts";
import { burnScale } from "../../analysis/burn-scale.ts";
import { budgetOf, draftOf, emptyDraft, parseAmount } from "./draft-budget.ts";

describe("parseAmount", () => {
  it.each([
    ["12,500", "12500.0000000000"],
    ["12 500.50", "12500.5000000000"],
    ["1'000", "1000.0000000000"],
    ["1,234,567.891", "1234567.8910000000"],
    ["0.01", "0.0100000000"],
  ])("reads %s", (text, amount) => expect(parseAmount(text)).toBe(amount));

  it.each(["", "0", "-5", "12,5", "1,00", "abc", "1e3", "12."])("refuses %s", (text) =>
    expect(parseAmount(text)).toBeNull(),
  );
});

describe("a draft", () => {
  const draft = { ...emptyDraft("unblended", "2026-10"), name: " Data ", amount: "1,000" };

  it("becomes a budget and comes back as it was typed", () => {
    const filters = [{ dimension: "tag:team", mode: "include", values: ["data"] }] as const;
    const made = budgetOf({ ...draft, filters }, "b1");
    if (made.kind !== "budget") throw new Error("problems");
    expect(made.budget).toMatchObject({
      name: "Data",
      scope: { kind: "tag", key: "team", values: ["data"] },
      amount: { kind: "same", amount: "1000.0000000000" },
    });
    const again = budgetOf(draftOf(made.budget, "2026-10"), "b1");
    expect(again).toEqual(made);
  });

  it("keeps only the months that have an amount", () => {
    const months = draft.months.map((each, at) => ({
      ...each,
      amount: at === 0 ? "10" : at === 3 ? "20" : "",
    }));
    const made = budgetOf({ ...draft, amounts: "months", months }, "b1");
    expect(made).toMatchObject({
      kind: "budget",
      budget: { amount: { months: [{ month: "2026-10" }, { month: "2027-01" }] } },
    });
  });

  it("says what is missing, field by field", () => {
    const wrong = {
      ...draft,
      name: " ",
      amount: "",
      rhythm: "rolling",
      rollingMonths: "0",
      thresholds: [{ on: "actual", percent: "x" }],
    } as const;
    const made = budgetOf(wrong, "b1");
    expect(made.kind === "problems" && Object.keys(made.problems).toSorted()).toEqual([
      "amount",
      "name",
      "rollingMonths",
      "thresholds",
    ]);
  });
});

describe("pictures", () => {
  const known = { from: "2026-08-01", to: "2026-10-11" };
  const charges = Array.from({ length: 71 }, (_, at) => ({
    kind: "usage" as const,
    day: addDays("2026-08-01", at),
    amount: scaledOf("10.0"),
  }));
  const status = evaluateBudget(
    {
      id: "b",
      name: "B",
      scope: { kind: "all" },
      metric: "unblended",
      currency: null,
      rhythm: { kind: "quarterly" },
      amount: { kind: "same", amount: "800.0" },
      thresholds: [{ on: "actual", percent: 150 }],
    },
    {
      currency: "USD",
      lastDay: "2026-10-11",
      months: [{ month: "2026-10", amount: "110.0" }],
      forecast: forecastCosts({
        charges,
        known,
        dropped: ["2026-10-11"],
        currency: "USD",
        missing: [],
        commitmentEnds: [],
        assumesRenewal: true,
      }),
    },
  );

  it("the running sum ends with the last finished day, where the expected one begins", () => {
    const buckets = Array.from({ length: 11 }, (_, at) => addDays("2026-10-01", at));
    const daily = { ...answerOf({}), buckets, values: buckets.map(() => "10.0") };
    const { series, reference, band, buckets: days } = burnPicture(status, daily);
    const [charged, expected] = series;
    expect(days).toHaveLength(92);
    expect(charged?.values.slice(8, 12)).toEqual([90, 100, null, null]);
    expect(expected?.values.slice(8, 12)).toEqual([null, 100, 110, 120]);
    expect(expected?.values.at(-1)).toBeCloseTo(920, 6);
    expect(reference?.values[0]).toBe(800);
    expect(band?.low).toHaveLength(92);
  });

  it("a burn bar has room for its largest mark", () => {
    const scale = burnScale(status);
    expect(scale?.thresholds[0]?.at).toBeCloseTo(1 / 1.06, 6);
    expect(scale?.amount).toBeCloseTo(1 / 1.59, 6);
    expect(scale?.actual).toBeCloseTo(110 / 800 / 1.59, 6);
    expect(burnScale({ ...status, amount: null })).toBeNull();
  });
});
