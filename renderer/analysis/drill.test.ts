import { describe, expect, it } from "vitest";
import { drillInto, drillOut, nextDimension } from "./drill.ts";

const whole = { groupBy: ["service"], filters: [], drilled: [] } as const;

describe("drillInto", () => {
  it("goes from service to usage type to resource to line items", () => {
    const service = drillInto(whole, ["AmazonEC2"]);
    if (service.kind !== "group") throw new Error("expected a group");
    expect(service.patch).toEqual({
      groupBy: ["usageType"],
      drilled: ["service"],
      filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
    });
    const usageType = drillInto(service.patch, ["BoxUsage"]);
    if (usageType.kind !== "group") throw new Error("expected a group");
    expect(usageType.patch.groupBy).toEqual(["resourceId"]);
    const resource = drillInto(usageType.patch, [null]);
    expect(resource.kind).toBe("lineItems");
    expect(resource.patch.drilled).toEqual(["service", "usageType", "resourceId"]);
    expect(resource.patch.filters.at(-1)).toEqual({
      dimension: "resourceId",
      mode: "include",
      values: [null],
    });
  });

  it("goes from an account to its services, and never twice through the same", () => {
    const service = drillInto(whole, ["AmazonS3"]);
    const account = drillInto({ ...service.patch, groupBy: ["linkedAccount"] }, ["111122223333"]);
    expect(account.kind === "group" && account.patch.groupBy).toEqual(["usageType"]);
  });

  it("takes both keys of a row with two", () => {
    const step = drillInto({ ...whole, groupBy: ["service", "region"] }, ["AmazonS3", "eu-west-1"]);
    expect(step.patch.filters.map(({ dimension, values }) => [dimension, values])).toEqual([
      ["service", ["AmazonS3"]],
      ["region", ["eu-west-1"]],
    ]);
    expect(step.kind === "group" && step.patch.groupBy).toEqual(["usageType"]);
  });

  it("replaces an include filter on the dimension and leaves excludes alone", () => {
    const filters = [
      { dimension: "service", mode: "include", values: ["a", "b"] },
      { dimension: "service", mode: "exclude", values: ["c"] },
    ] as const;
    expect(drillInto({ ...whole, filters }, ["a"]).patch.filters).toEqual([
      { dimension: "service", mode: "exclude", values: ["c"] },
      { dimension: "service", mode: "include", values: ["a"] },
    ]);
  });
});

describe("drillOut", () => {
  const deep = {
    groupBy: ["resourceId"],
    drilled: ["service", "usageType"],
    filters: [
      { dimension: "region", mode: "include", values: ["eu-west-1"] },
      { dimension: "service", mode: "include", values: ["AmazonEC2"] },
      { dimension: "usageType", mode: "include", values: ["BoxUsage"] },
    ],
  } as const;

  it("gives back the groups of the step and keeps other filters", () => {
    expect(drillOut(deep, 1)).toEqual({
      groupBy: ["usageType"],
      drilled: ["service"],
      filters: deep.filters.slice(0, 2),
    });
    expect(drillOut(deep, 0)).toEqual({
      groupBy: ["service"],
      drilled: [],
      filters: deep.filters.slice(0, 1),
    });
  });

  it("stays where there is nothing above", () => {
    expect(drillOut(deep, 2)).toBe(deep);
  });
});

describe("nextDimension", () => {
  it("starts anywhere", () => {
    expect(nextDimension("tag:team", ["tag:team"])).toBe("service");
    expect(nextDimension(undefined, [])).toBe("service");
    expect(nextDimension("resourceId", [])).toBeNull();
  });
});
