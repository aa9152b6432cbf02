import { describe, expect, it } from "vitest";
import { openDimension, parseDimensionRef } from "./dimension-ref.ts";

describe("parseDimensionRef", () => {
  it("reads fixed dimensions, tags, cost categories and product attributes", () => {
    expect(parseDimensionRef("service")).toBe("service");
    expect(parseDimensionRef("tag:Cost Center")).toBe("tag:Cost Center");
    expect(parseDimensionRef("cost category:Stage")).toBe("costCategory:Stage");
    expect(parseDimensionRef("product:operating_system")).toBe("product:operating_system");
    expect(parseDimensionRef("profile:Business unit")).toBe("profile:Business unit");
  });

  it("refuses what is neither", () => {
    expect(["services", "tag:", "", "other:x"].map(parseDimensionRef)).toEqual([null, null, null, null]);
  });
});

describe("openDimension", () => {
  it("keeps colons inside a key", () => {
    expect(openDimension("tag:aws:createdBy")).toEqual({ kind: "tag", key: "aws:createdBy" });
    expect(openDimension("service")).toBeNull();
  });
});
