import { expect, test } from "vitest";
import { headOf } from "#core/export/export-table.ts";
import type { Resource } from "#core/resource/resource-query.ts";
import { resourceTable } from "./resource-table.ts";

function cellsOf(...given: Parameters<typeof resourceTable>) {
  const { columns, rows } = resourceTable(...given);
  return [columns.map(headOf), ...rows];
}

const attribute = (value: string | null, label: string | null = null) => ({ value, label, others: 0 });
const resource: Resource = {
  resourceId: "arn:aws:sns:eu-west-1:111122223333:orders",
  cost: "12.5000000000",
  before: "10.0000000000",
  state: "grown",
  firstSeen: "2026-09-02",
  lastSeen: "2026-10-31",
  service: attribute("AmazonSNS", "Amazon SNS"),
  linkedAccount: attribute("111122223333", "Shop"),
  region: attribute("eu-west-1"),
  productFamily: attribute(null),
  instanceType: attribute(null),
  usageType: attribute("Requests"),
  unit: null,
  trend: [],
};
const row = {
  resource,
  tags: [
    { key: "team", value: "a" },
    { key: "stage", value: "prod" },
  ],
};

test("figures are exact, names stand beside what was billed", () => {
  const [head, body] = cellsOf([row], {
    metricName: "Unblended cost",
    currency: "USD",
    before: { from: "2026-09-01", to: "2026-10-01" },
  });
  expect(Object.fromEntries((head ?? []).map((name, at) => [name, body?.[at]]))).toEqual({
    Resource: "orders",
    "Resource (as billed)": "arn:aws:sns:eu-west-1:111122223333:orders",
    Service: "Amazon SNS",
    "Service (as billed)": "AmazonSNS",
    Account: "Shop",
    "Account (as billed)": "111122223333",
    Region: "eu-west-1",
    "Product family": null,
    "Instance type": null,
    "Usage type": "Requests",
    Tags: "team=a; stage=prod",
    "First seen": "2026-09-02",
    "Last seen": "2026-10-31",
    State: "Grown",
    "Unblended cost (USD)": "12.5000000000",
    "2026-09-01 - 2026-09-30 (USD)": "10.0000000000",
    "Change (USD)": "2.5000000000",
    "Change %": "0.25",
  });
});

test("without a comparison there are no columns for one; usage has its unit", () => {
  const [head, body] = cellsOf([{ ...row, resource: { ...resource, unit: "Hrs" } }], {
    metricName: "Usage amount",
    currency: null,
    before: null,
  });
  expect(head?.slice(-2)).toEqual(["Usage amount", "Unit"]);
  expect(body?.slice(-2)).toEqual(["12.5000000000", "Hrs"]);
});
