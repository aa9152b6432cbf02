import { describe, expect, test } from "vitest";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import {
  checkKeys,
  dimensionOf,
  filterOf,
  granularityOf,
  groupByOf,
  metricOf,
  rangeOf,
} from "./query-arguments.ts";

describe("metrics", () => {
  test.each([
    ["unblended", "unblended"],
    ["UNBLENDED", "unblended"],
    ["net-unblended", "netUnblended"],
    ["NetAmortized", "netAmortized"],
    ["on_demand_equivalent", "onDemandEquivalent"],
  ])("%s is %s", (text, metric) => expect(metricOf(text)).toBe(metric));

  test("an unknown one is refused with the list", () => {
    expect(() => metricOf("cost")).toThrow(
      'there is no metric "cost", only unblended, blended, amortized, netUnblended, netAmortized, onDemandEquivalent, usageAmount',
    );
  });
});

describe("dimensions", () => {
  test.each([
    ["service", "service"],
    ["linked-account", "linkedAccount"],
    ["LINKEDACCOUNT", "linkedAccount"],
    [" region ", "region"],
    ["tag:CostCenter", "tag:CostCenter"],
    ["Tag:user-name", "tag:user-name"],
    ["cost category:Stage", "costCategory:Stage"],
    ["cost-category:Stage", "costCategory:Stage"],
    ["product:volumeType", "product:volumeType"],
  ])("%s is %s", (text, ref) => expect(dimensionOf(text)).toBe(ref));

  test.each(["", "colour", "tag:", "tag"])("%j is refused with the list", (text) => {
    expect(() => dimensionOf(text)).toThrow(/there is no dimension .* only billingPeriod, .*tag:<key>/);
  });

  test("grouping takes lists and repeated options, each dimension once", () => {
    expect(groupByOf(["service,linked-account", "Service", "tag:a\\,b"])).toEqual([
      "service",
      "linkedAccount",
      "tag:a,b",
    ]);
  });
});

describe("filters", () => {
  test("values between commas are kept, != drops them", () => {
    expect(filterOf("service=AmazonEC2,AmazonS3")).toEqual({
      dimension: "service",
      mode: "include",
      values: ["AmazonEC2", "AmazonS3"],
    });
    expect(filterOf("lineItemType!=Tax")).toEqual({
      dimension: "lineItemType",
      mode: "exclude",
      values: ["Tax"],
    });
  });

  test("nothing means no value", () => {
    expect(filterOf("tag:team=").values).toEqual([null]);
    expect(filterOf("tag:team=web,").values).toEqual(["web", null]);
  });

  test("an escaped comma and an equals sign belong to the value", () => {
    expect(filterOf("description=a\\,b=c,d").values).toEqual(["a,b=c", "d"]);
  });

  test.each(["service", "=x", "!=x", ""])("%j is refused", (text) => {
    expect(() => filterOf(text)).toThrow(/not of the form/);
  });
});

describe("range", () => {
  const held = { from: "2024-01-05", to: "2024-03-10" };

  test("both ends are in", () => {
    expect(rangeOf("2024-01-01", "2024-01-31", held)).toEqual({ from: "2024-01-01", to: "2024-02-01" });
    expect(rangeOf("2024-01-31", "2024-01-31", null)).toEqual({ from: "2024-01-31", to: "2024-02-01" });
  });

  test("an end that is not given is that of what is held", () => {
    expect(rangeOf(undefined, undefined, held)).toEqual(held);
    expect(rangeOf("2024-02-01", undefined, held)).toEqual({ from: "2024-02-01", to: "2024-03-10" });
    expect(rangeOf(undefined, "2024-02-01", held)).toEqual({ from: "2024-01-05", to: "2024-02-02" });
    expect(rangeOf(undefined, undefined, null)).toBeNull();
  });

  test("a range outside of what is held is empty, not backwards", () => {
    expect(rangeOf("2024-06-01", undefined, held)).toEqual({ from: "2024-06-01", to: "2024-06-02" });
  });

  test.each([
    ["2024-02-30", undefined],
    ["2024-1-1", undefined],
    [undefined, "yesterday"],
    ["2024-02-02", "2024-02-01"],
  ])("%s to %s is refused", (from, to) => {
    expect(() => rangeOf(from, to, held)).toThrow(/--from|--to/);
  });
});

test("granularity is month, day or hour", () => {
  expect(granularityOf("Month")).toBe("month");
  expect(granularityOf(undefined)).toBe("total");
  expect(() => granularityOf("total")).toThrow('there is no granularity "total", only month, day, hour');
});

test("a key that the workspace does not have is refused with those it has", () => {
  const schema: WorkspaceSchema = {
    metrics: [],
    dimensions: [
      { ref: "service", kind: "fixed", key: "service" },
      { ref: "tag:team", kind: "tag", key: "team" },
    ],
    currencies: [],
    range: null,
  };
  expect(() => checkKeys(["service", "region", "tag:team"], schema)).not.toThrow();
  expect(() => checkKeys(["tag:taem"], schema)).toThrow(
    'there is no "tag:taem" in this workspace, only tag:team',
  );
  expect(() => checkKeys(["product:x"], schema)).toThrow(/which has none of that kind/);
});
