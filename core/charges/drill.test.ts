import { expect, it } from "vitest";
import type { Filter } from "../cost/filter/filter.ts";
import { filtersOfKind, stepInto } from "./drill.ts";

const account: Filter = { dimension: "linkedAccount", mode: "include", values: ["1"] };
const usage: readonly Filter[] = [
  { dimension: "service", mode: "include", values: ["AmazonEC2"] },
  { dimension: "usageType", mode: "include", values: ["NatGateway-Bytes"] },
];

it("leads from a category over its usage types to line items", () => {
  const place = { kind: "dataTransfer", groupBy: "category", category: null, filters: [account] } as const;
  expect(stepInto(place, { key: ["natGateway"], narrow: [] })).toEqual({
    kind: "view",
    groupBy: "usage",
    category: "natGateway",
    filters: [account],
  });
  const deeper = { ...place, groupBy: "usage", category: "natGateway" } as const;
  const step = stepInto(deeper, { key: ["AmazonEC2", "NatGateway-Bytes", null], narrow: usage });
  expect(step.kind).toBe("lineItems");
  expect(step.filters).toEqual([
    account,
    ...usage,
    expect.objectContaining({ dimension: "lineItemType", mode: "include" }),
    { dimension: "billingEntity", mode: "exclude", values: ["AWS Marketplace"] },
  ]);
});

it("leads from an account to its categories, and within a category to usage types", () => {
  const place = { kind: "dataTransfer", groupBy: "linkedAccount", category: null, filters: [] } as const;
  const group = { key: ["1"], narrow: [account] };
  expect(stepInto(place, group)).toMatchObject({ groupBy: "category", category: null, filters: [account] });
  expect(stepInto({ ...place, category: "vpn" }, group)).toMatchObject({ groupBy: "usage", category: "vpn" });
  expect(stepInto({ ...place, groupBy: "regionPair" }, group)).toMatchObject({
    groupBy: "usage",
    category: "interRegion",
  });
});

it("leads to line items at once where filters name the kind, and over plans for support", () => {
  const place = { groupBy: "linkedAccount", category: null, filters: [] } as const;
  const group = { key: ["1"], narrow: [account] };
  expect(stepInto({ ...place, kind: "tax" }, group)).toEqual({
    kind: "lineItems",
    filters: [account, { dimension: "lineItemType", mode: "include", values: ["Tax"] }],
  });
  expect(stepInto({ ...place, kind: "support" }, group)).toMatchObject({ kind: "view", groupBy: "service" });
});

it("names a kind for other screens only where filters do it exactly", () => {
  expect(filtersOfKind("marketplace", [account])).toEqual([
    account,
    { dimension: "billingEntity", mode: "include", values: ["AWS Marketplace"] },
    { dimension: "lineItemType", mode: "exclude", values: ["Tax", "Credit", "Refund", "Adjustment"] },
  ]);
  expect(filtersOfKind("dataTransfer", [])).toBeNull();
});

it("never widens a filter that is set already", () => {
  const held: readonly Filter[] = [
    { dimension: "lineItemType", mode: "include", values: ["Usage"] },
    { dimension: "billingEntity", mode: "exclude", values: ["Other"] },
  ];
  const place = { kind: "dataTransfer", groupBy: "usage", category: null, filters: held } as const;
  expect(stepInto(place, { key: [], narrow: [] }).filters).toEqual([
    { dimension: "lineItemType", mode: "include", values: ["Usage"] },
    { dimension: "billingEntity", mode: "exclude", values: ["Other", "AWS Marketplace"] },
  ]);
});
