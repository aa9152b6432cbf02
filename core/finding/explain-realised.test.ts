import { describe, expect, test } from "vitest";
import { type FigureValue, type RealisedFigure, substituted } from "../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../cost/explain/plain-names.fixture.ts";
import { rangeOfPeriod } from "../time/period.ts";
import { realisedFigure } from "./explain-realised.ts";
import type { MeasuredFinding } from "./findings-query.ts";
import { FINDING_RULES } from "./registry.ts";

const MEASURED: MeasuredFinding = {
  finding: "f",
  month: "2026-01",
  expected: "30.0",
  currency: "USD",
  items: 2,
  found: "40.0",
  costBefore: "100.0",
  filters: [{ dimension: "resourceId", mode: "include", values: ["a", "b"] }],
  months: [
    { month: "2026-02", still: "20.0", cost: "84.0", realised: "12.0" },
    { month: "2026-03", still: "0.0", cost: "60.0", realised: "30.0" },
  ],
};

const write = (value: FigureValue) => String("amount" in value ? Number(value.amount) : value.ratio);

function told(measure: RealisedFigure["measure"], range: RealisedFigure["range"], measured = MEASURED) {
  const [rule] = FINDING_RULES;
  if (rule === undefined) throw new Error("no rule");
  const question = { kind: "realised", measure, findingId: "f", range, currency: "USD" } as const;
  const figure = realisedFigure(question, { rule, measured, metric: "amortized" }, PLAIN_NAMES);
  return (
    figure && {
      ...figure,
      put: `${figure.formula.symbols}: ${substituted(figure, write)} = ${write(figure.value)}`,
    }
  );
}

describe("what an accepted finding realised", () => {
  test("is the smaller of what is no longer found and what the resources cost less, in the part that was expected", () => {
    const figure = told("realised", rangeOfPeriod("2026-02"));
    expect(figure?.put).toBe("min(F − S, B − C) × E ÷ F: min(40 − 20, 100 − 84) × 30 ÷ 40 = 12");
    expect(figure?.terms.find(({ symbol }) => symbol === "B")?.of).toMatchObject({
      filters: MEASURED.filters,
      range: rangeOfPeriod("2026-01"),
    });
    expect(figure?.base?.cell.range).toEqual(rangeOfPeriod("2026-02"));
  });

  test("needs no part where nothing of it overlapped", () => {
    const whole = { ...MEASURED, expected: "40.0" };
    expect(told("realised", rangeOfPeriod("2026-03"), whole)?.formula.symbols).toBe("min(F − S, B − C)");
  });

  test("since then is the sum of the months", () => {
    expect(told("realised", { from: "2026-02-01", to: "2026-04-01" })?.put).toBe("R₁ + R₂: 12 + 30 = 42");
  });

  test.each([
    ["still", "2026-01", "E: 30 = 30"],
    ["still", "2026-02", "S: 20 = 20"],
    ["cost", "2026-01", "C: 100 = 100"],
    ["cost", "2026-03", "C: 60 = 60"],
  ] as const)("%s of %s is told", (measure, month, put) => {
    expect(told(measure, rangeOfPeriod(month))?.put).toBe(put);
  });

  test("of a month that is not measured, or of things without resource ids, as much as is known", () => {
    expect(told("realised", rangeOfPeriod("2026-09"))).toBeNull();
    expect(told("cost", rangeOfPeriod("2026-02"), { ...MEASURED, filters: [] })?.base).toBeNull();
  });
});
