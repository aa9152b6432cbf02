import { expect, it } from "vitest";
import type { TileQuestion } from "./dashboard.ts";
import { tilePastQuery, tileQuery, tileRange } from "./tile-question.ts";

const QUESTION: TileQuestion = {
  metric: "amortized",
  period: { kind: "named", preset: "last30Days" },
  comparison: "previousPeriod",
  filters: [{ dimension: "region", mode: "include", values: ["eu-west-1"] }],
};
const SHAPE = { groupBy: ["service"], granularity: "day", top: 12 } as const;

it("moves on with the data where the period is named, and stays where it is dated", () => {
  expect(tileRange(QUESTION.period, "2026-10-21")).toEqual({ from: "2026-09-21", to: "2026-10-21" });
  expect(tileRange(QUESTION.period, "2026-10-22")).toEqual({ from: "2026-09-22", to: "2026-10-22" });
  const range = { from: "2026-06-01", to: "2026-07-01" };
  expect(tileRange({ kind: "dated", range }, "2026-10-21")).toEqual(range);
});

it("asks for the days compared with as one total per group", () => {
  const place = { dataEnd: "2026-10-21", currency: "EUR" };
  expect(tileQuery(QUESTION, SHAPE, place)).toEqual({
    metric: "amortized",
    filters: QUESTION.filters,
    groupBy: ["service"],
    granularity: "day",
    top: 12,
    currency: "EUR",
    range: { from: "2026-09-21", to: "2026-10-21" },
  });
  expect(tilePastQuery(QUESTION, SHAPE, place)).toMatchObject({
    granularity: "total",
    top: 5_000,
    range: { from: "2026-08-22", to: "2026-09-21" },
  });
  expect(tilePastQuery({ ...QUESTION, comparison: null }, SHAPE, place)).toBeNull();
});
