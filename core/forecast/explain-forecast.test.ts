import { expect, test } from "vitest";
import { type FigureValue, type ForecastFigure, substituted } from "../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../cost/explain/plain-names.fixture.ts";
import { forecastFigure } from "./explain-forecast.ts";
import type { Forecast } from "./forecast.ts";

const FORECAST: Forecast = {
  kind: "made",
  currency: "USD",
  knownUntil: "2026-10-19",
  dropped: [],
  months: [
    {
      month: "2026-10",
      actual: "60.0",
      expected: "100.0",
      low: "90.0",
      high: "120.0",
      unrenewed: "0.0",
      toCome: { usage: "30.0", commitments: "12.0", monthly: "0.0", tax: "3.0", credits: "-5.0" },
    },
  ],
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
const QUESTION: ForecastFigure = {
  kind: "forecast",
  metric: "unblended",
  assumesRenewal: true,
  range: { from: "2026-10-01", to: "2026-11-01" },
  currency: null,
};
const write = (value: FigureValue) => String("amount" in value ? Number(value.amount) : value.ratio);

test("a forecast is what is charged and what is to come by what it is, nothing of which is left out", () => {
  const figure = forecastFigure(QUESTION, FORECAST, ["Assumed."], PLAIN_NAMES);
  expect(figure?.formula.symbols).toBe("A + U + C + T + K");
  expect(figure && substituted(figure, write)).toBe("60 + 30 + 12 + 3 + -5");
  expect(figure?.value).toEqual({ kind: "money", amount: "100.0" });
  expect(figure?.notes).toContain("80 of 100 such months end between 90.0 USD and 120.0 USD.");
  // The 20th of October 2026 is a Tuesday.
  expect(figure?.notes).toContain(
    "The k-th day to come: 2.5 USD + 0.1 USD × (0.985 + … + 0.985ᵏ) + what its weekday adds: Tue 1.0 USD, Wed 0.0 USD, Thu 0.0 USD, Fri 0.0 USD, Sat 0.0 USD, Sun -1.0 USD, Mon 0.0 USD; not below 0.0 USD.",
  );
  expect(figure?.notes).toContain("Assumed.");
  expect(figure?.base?.cell).toMatchObject({ range: { from: "2026-10-01", to: "2026-10-20" }, filters: [] });
});

test("a month that begins after the known days has no costs behind it; one that is not looked ahead at is none", () => {
  expect(
    forecastFigure(QUESTION, { ...FORECAST, knownUntil: "2026-09-30" }, [], PLAIN_NAMES)?.base,
  ).toBeNull();
  const later = { from: "2028-01-01", to: "2028-02-01" };
  expect(forecastFigure({ ...QUESTION, range: later }, FORECAST, [], PLAIN_NAMES)).toBeNull();
});
