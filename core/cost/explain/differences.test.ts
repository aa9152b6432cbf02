import { expect, test } from "vitest";
import { METRIC_IDS, type MetricId } from "../metric/metric-id.ts";
import { differenceWords } from "./difference-words.ts";
import { DIFFERENCE_IDS, type DifferenceFacts, differencesOf } from "./differences.ts";

const part = (lineItemType: string, unblended = "1.0", amount = unblended) => ({
  lineItemType,
  unblended,
  amount,
});

function idsOf(metric: MetricId, facts: Partial<DifferenceFacts> = {}): readonly string[] {
  const cell = {
    metric,
    range: { from: "2026-01-01", to: "2026-03-01" },
    filters: [],
    currency: null,
    hour: null,
    without: null,
  };
  return differencesOf({
    cell,
    currency: "USD",
    parts: [part("Usage")],
    formats: ["cur2"],
    notInvoiced: [],
    leftOutBefore: [],
    missing: [],
    splitRows: 0,
    ...facts,
  }).map(({ id }) => id);
}

test("plain usage of closed months in US dollars has no reason to differ", () => {
  expect(idsOf("unblended")).toEqual([]);
});

test.each([
  ["unblended", [part("SavingsPlanCoveredUsage"), part("SavingsPlanNegation", "-1.0")], []],
  ["unblended", [part("SavingsPlanNegation", "-1.0")], ["coveredWithoutNegation"]],
  ["amortized", [part("RIFee", "9.0", "1.0")], ["otherMetric"]],
  ["netAmortized", [part("SavingsPlanRecurringFee")], ["otherMetric", "netUnusedPlan"]],
  ["amortized", [part("Refund", "-5.0", "0.0")], ["otherMetric", "planRefund", "refunds"]],
  ["amortized", [part("Refund", "-5.0")], ["otherMetric", "refunds"]],
  ["unblended", [part("EdpDiscount", "-5.0")], ["discountRowsGross"]],
  ["netUnblended", [part("EdpDiscount", "-5.0", "0.0")], ["otherMetric", "discountRowsNet"]],
  ["unblended", [part("Tax"), part("Credit", "-1.0")], ["taxService", "credits"]],
] as const)("%s of %j", (metric, parts, ids) => {
  expect(idsOf(metric, { parts })).toEqual(ids);
});

test("days, hours, currencies, open months and what is missing are told where they apply", () => {
  const days = { from: "2026-01-02", to: "2026-02-01" };
  const cell = {
    metric: "amortized",
    range: days,
    filters: [],
    currency: null,
    hour: null,
    without: null,
  } as const;
  expect(idsOf("amortized", { cell, parts: [part("RIFee")] })).toEqual([
    "otherMetric",
    "unusedReservation",
    "utcDays",
  ]);
  expect(
    idsOf("unblended", {
      currency: "EUR",
      notInvoiced: ["2026-02"],
      missing: ["2025-12"],
      leftOutBefore: ["2026-01-10"],
      splitRows: 12,
      formats: ["focus"],
    }),
  ).toEqual(["netOfDiscounts", "missingPeriods", "openMonth", "splitRows", "leftOut", "currency"]);
});

test("every reason has words for every metric, with its detail in them", () => {
  for (const id of DIFFERENCE_IDS)
    for (const metric of METRIC_IDS)
      expect(differenceWords({ id, detail: "2026-02" }, metric)).toMatch(/\.$/);
  expect(differenceWords({ id: "openMonth", detail: "2026-02" }, "unblended")).toContain("2026-02");
});
