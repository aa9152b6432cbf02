import { expect, test } from "vitest";
import { convertMonths } from "#core/currency/convert.ts";
import { headOf } from "#core/export/export-table.ts";
import type { Resource } from "#core/resource/resource-query.ts";
import type { ResourceLayout } from "#core/resource/resource-table.ts";
import type { TaggedRow } from "../../queries/use-resources.ts";
import { resourceTable } from "./resource-table.ts";

function cellsOf(tagged: readonly TaggedRow[], layout: ResourceLayout) {
  const { columns, rows } = resourceTable(tagged, layout, convert);
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
  months: [
    { month: "2026-09", cost: null, before: "10.0000000000" },
    { month: "2026-10", cost: "12.5000000000", before: null },
  ],
};
const RATES = [
  { id: "a", from: "USD", to: "EUR", asOf: "2026-09", rate: "0.5", note: "" },
  { id: "b", from: "USD", to: "EUR", asOf: "2026-10", rate: "0.8", note: "" },
];
const convert: Parameters<typeof resourceTable>[2] = (amounts, from) =>
  from === null ? null : convertMonths(amounts, { from, to: "EUR", rates: RATES });
const SEPTEMBER = { from: "2026-09-01", to: "2026-10-01" };
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
    before: SEPTEMBER,
    beside: null,
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
    beside: null,
  });
  expect(head?.slice(-2)).toEqual(["Usage amount", "Unit"]);
  expect(body?.slice(-2)).toEqual(["12.5000000000", "Hrs"]);
});

test("amounts stand in another currency beside the bill's own, each month by its rate", () => {
  const layout = { metricName: "Cost", currency: "USD", before: SEPTEMBER, beside: "EUR" };
  const told = ["Cost (EUR)", "2026-09-01 - 2026-09-30 (EUR)", "Change (EUR)"];
  const of = (tagged: TaggedRow): readonly unknown[] => {
    const [head, body] = cellsOf([tagged], layout);
    return told.map((name) => body?.[head?.indexOf(name) ?? -1]);
  };
  expect(of(row)).toEqual(["10.0000000000", "5.0000000000", "5.0000000000"]);
  const gone = { ...resource, cost: "0.0", months: resource.months.slice(0, 1) };
  expect(of({ ...row, resource: gone })).toEqual(["0.0", "5.0000000000", "-5.0000000000"]);
  const early = [{ month: "2026-08", cost: "2.5000000000", before: null }, ...resource.months];
  expect(of({ ...row, resource: { ...resource, cost: "15.0000000000", months: early } })).toEqual([
    null,
    "5.0000000000",
    null,
  ]);
});
