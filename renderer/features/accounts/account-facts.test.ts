import { expect, test } from "vitest";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import { periodSummaries } from "../../backend/fake/facts.ts";
import { factsOf } from "./account-facts.ts";

const [sample] = periodSummaries();
if (sample === undefined) throw new Error("the made-up company has no billing periods");

const period = (part: Partial<PeriodSummary>): PeriodSummary => ({
  ...sample,
  costAccountId: "a-1",
  ...part,
});

test("only what was synced from the account counts", () => {
  const facts = factsOf("a-1", [
    period({ billingPeriod: "2026-09", rows: 10, storedBytes: 100, deliveryId: "d-9" }),
    period({ billingPeriod: "2026-09", rows: 5, costAccountId: "a-2" }),
    period({ billingPeriod: "2026-08", rows: 5, costAccountId: null }),
  ]);
  expect(facts).toMatchObject({ periods: 1, rows: 10, storedBytes: 100 });
});

test("a delivery in two currencies is stored once and costs in both", () => {
  const facts = factsOf("a-1", [
    period({ billingPeriod: "2026-09", currency: "USD", unblended: "1.50", rows: 3, storedBytes: 100 }),
    period({ billingPeriod: "2026-09", currency: "EUR", unblended: "2.25", rows: 4, storedBytes: 100 }),
  ]);
  expect(facts.storedBytes).toBe(100);
  expect(facts.rows).toBe(7);
  expect(facts.latest?.costs.map(({ currency }) => currency)).toEqual(["USD", "EUR"]);
});

test("the cost is that of the newest billing period, and unknown without one", () => {
  const facts = factsOf("a-1", [
    period({ billingPeriod: "2026-09", unblended: "1.00", deliveryId: "d-9" }),
    period({ billingPeriod: "2026-10", unblended: "7.00", deliveryId: "d-10" }),
  ]);
  expect(facts.latest?.billingPeriod).toBe("2026-10");
  expect(Number(facts.latest?.costs[0]?.amount)).toBe(7);
  expect(factsOf("a-9", []).latest).toBeNull();
});
