import { expect, test } from "vitest";
import type { CostAnswer } from "../query/cost-query.ts";
import { bothWays, periodsApart } from "./both-ways.ts";
import type { PeriodSurvey } from "./survey.ts";

const BUCKETS = ["2026-09", "2026-10"];

function answer(groups: Readonly<Record<string, readonly (string | null)[]>>, other?: string): CostAnswer {
  return {
    currency: "USD",
    currencies: ["USD"],
    buckets: BUCKETS,
    groups: Object.entries(groups).map(([key, values]) => ({
      key: [key],
      labels: [null],
      total: null,
      values,
      lineItems: 1,
      units: [],
    })),
    other: other === undefined ? null : { groups: 3, total: other, values: [other, null], lineItems: 3 },
    total: null,
    values: [],
    lineItems: Object.keys(groups).length,
    missing: [],
    answeredFrom: "lineItems",
  };
}

test("the same amounts are the same however they are written, in whatever order", () => {
  const here = answer({ EC2: ["1.50", null], S3: ["0", "2"] }, "7");
  const there = answer({ S3: ["0.000", "2.0"], EC2: ["1.5", null] }, "7.00");
  expect(bothWays(here, there)).toEqual({ compared: 4, differences: [], lineItems: { here: 2, there: 2 } });
});

test("every cell that differs is told with both sides, the unlisted groups as one", () => {
  const here = answer({ EC2: ["1.50", null], S3: ["0", "2"] }, "7");
  const there = answer({ EC2: ["1.500000000000000001", "3"], RDS: [null, "0"] }, "6");
  const { compared, differences } = bothWays(here, there);
  expect(compared).toBe(6);
  expect(
    differences.map(({ key, bucket, here: ours, there: theirs }) => ({
      key,
      bucket,
      here: ours,
      there: theirs,
    })),
  ).toEqual([
    { key: ["EC2"], bucket: "2026-09", here: "1.50", there: "1.500000000000000001" },
    { key: ["S3"], bucket: "2026-09", here: "0", there: null },
    { key: ["S3"], bucket: "2026-10", here: "2", there: null },
    { key: null, bucket: "2026-09", here: "7", there: "6" },
    { key: ["EC2"], bucket: "2026-10", here: null, there: "3" },
    { key: ["RDS"], bucket: "2026-10", here: null, there: "0" },
  ]);
  expect(differences.map(({ difference }) => Number(difference))).toEqual([1e-18, 0, -2, -1, 3, 0]);
});

test("periods whose cost differs are named by currency, those of several deliveries added up", () => {
  const survey = (billingPeriod: string, totals: PeriodSurvey["totals"]): PeriodSurvey => ({
    billingPeriod,
    lineItems: 1,
    lastDay: null,
    totals,
    filled: [],
    lineItemTypes: [],
  });
  const held = [
    { billingPeriod: "2026-09", currency: "USD", unblended: "1.5" },
    { billingPeriod: "2026-09", currency: "USD", unblended: "2.5" },
    { billingPeriod: "2026-10", currency: "USD", unblended: "3" },
    { billingPeriod: "2026-10", currency: "EUR", unblended: "1" },
  ];
  const surveys = [survey("2026-09", { USD: "4.000" }), survey("2026-10", { USD: "3.25", EUR: "1" })];
  expect(periodsApart(held, surveys)).toEqual([
    { billingPeriod: "2026-10", currency: "USD", here: "3.0000000000", there: "3.2500000000" },
  ]);
});
