import { expect, test } from "vitest";
import { type AnomalyFigure, madeWords, substituted, type FigureValue } from "../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../cost/explain/plain-names.fixture.ts";
import { addDays } from "../time/period.ts";
import type { Anomaly } from "./anomaly.ts";
import { anomalyFigure } from "./explain-anomaly.ts";

const SPIKE: Anomaly = {
  id: "spike",
  kind: "spike",
  series: [{ dimension: "service", value: "AmazonS3", label: null }],
  range: { from: "2026-10-05", to: "2026-10-07" },
  isOngoing: false,
  actual: "70.0",
  expected: "13.5",
  impact: "56.5",
  score: 9,
  drivers: [],
  alsoIn: [],
  days: [
    { day: "2026-10-04", actual: "4.0", expected: null },
    { day: "2026-10-05", actual: "30.0", expected: "4.5", weekdays: ["4.0", "9.0", "5.0", "2.0"] },
    { day: "2026-10-06", actual: "40.0", expected: "9.0", weekdays: ["5.0", "7.0", "1.0"] },
  ],
};
const LEAK: Anomaly = {
  ...SPIKE,
  kind: "leak",
  range: { from: "2026-07-01", to: addDays("2026-07-01", 84) },
  expected: "28.0",
  actual: "84.0",
  impact: "56.0",
  days: Array.from({ length: 84 }, (_, at) => ({
    day: addDays("2026-07-01", at),
    actual: at < 28 ? "1.0" : at < 56 ? "2.0" : "3.0",
    expected: at < 56 ? null : "1.0",
  })),
};

const told = (measure: AnomalyFigure["measure"], anomaly: Anomaly) =>
  anomalyFigure(
    { kind: "anomaly", measure, anomalyId: anomaly.id, range: anomaly.range, currency: null },
    anomaly,
    { metric: "amortized", currency: "USD" },
    PLAIN_NAMES,
  );
const write = (value: FigureValue) => String("amount" in value ? Number(value.amount) : value.ratio);

test("usual is told by the weekdays it is the median of, and by what comes every month", () => {
  const figure = told("expected", SPIKE);
  expect(substituted(figure, write)).toBe("4.5 + 9");
  expect(figure.terms.map(({ madeOf }) => madeOf && madeWords(madeOf, write))).toEqual([
    "median(4, 9, 5, 2)",
    "median(5, 7, 1) + 4",
  ]);
  expect(figure.about).toEqual(["AmazonS3", "amortized of usage, 2026-10-05/2026-10-07"]);
});

test("charged is its days, and impact what they cost more", () => {
  expect(substituted(told("actual", SPIKE), write)).toBe("30 + 40");
  const impact = told("impact", SPIKE);
  expect(substituted(impact, write)).toBe("70 − 13.5");
  expect(impact.value).toEqual({ kind: "money", amount: "56.5" });
});

test("the costs behind it are the usage of its series on its days", () => {
  const cell = told("actual", SPIKE).base?.cell;
  expect(cell).toMatchObject({ metric: "amortized", range: SPIKE.range, currency: "USD" });
  expect(cell?.filters).toMatchObject([
    { dimension: "service", mode: "include", values: ["AmazonS3"] },
    { dimension: "lineItemType", mode: "exclude" },
    { dimension: "billingEntity", mode: "exclude", values: ["AWS Marketplace"] },
  ]);
  expect(cell?.filters[1]?.values).toEqual(expect.arrayContaining(["Tax", "Credit", "RIFee", "Purchase"]));
});

test("a leak is its weeks: the last four against the first four", () => {
  expect(substituted(told("actual", LEAK), write)).toBe("21 + 21 + 21 + 21");
  expect(substituted(told("expected", LEAK), write)).toBe("7 + 7 + 7 + 7");
  expect(told("expected", LEAK).base?.cell.range).toEqual({ from: "2026-07-01", to: "2026-07-29" });
  expect(told("actual", LEAK).base?.cell.range).toEqual({ from: "2026-08-26", to: "2026-09-23" });
});
