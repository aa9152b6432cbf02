import { expect, test } from "vitest";
import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import { costTableText } from "./cost-table-text.ts";

const answer: CostAnswer = {
  currency: "USD",
  currencies: ["USD"],
  buckets: ["total"],
  groups: [
    group("AmazonEC2", "Amazon Elastic Compute Cloud", "1234567.8950000000"),
    group("Credits", null, "-34567.8900000000"),
  ],
  other: { groups: 3, total: "0.0049999999", values: [], lineItems: 9 },
  total: "1200000.0099999999",
  values: [],
  lineItems: 12,
  missing: [],
  answeredFrom: "daily",
};

function group(key: string, label: string | null, total: string) {
  return { key: [key], labels: [label], total, values: [total], lineItems: 1, units: [] };
}

test("names, costs and shares line up", () => {
  expect(costTableText("Cost by service, 2026-10", answer).split("\n")).toEqual([
    "Cost by service, 2026-10 (USD)",
    "---------------------------------------------------",
    "Amazon Elastic Compute Cloud  1,234,567.90  102.8 %",
    "Credits                         -34,567.89   -2.8 %",
    "3 others                              0.00    0.0 %",
    "---------------------------------------------------",
    "Total                         1,200,000.01",
    "",
  ]);
});
