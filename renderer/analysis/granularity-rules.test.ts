import { describe, expect, it } from "vitest";
import { fitting, objectionTo } from "./granularity-rules.ts";

const week = { from: "2026-10-01", to: "2026-10-08" };
const month = { from: "2026-10-01", to: "2026-11-01" };
const years = { from: "2024-01-01", to: "2026-01-01" };

describe("fitting", () => {
  it("keeps what was wished where the range allows it", () => {
    expect([fitting("hour", week), fitting("day", month), fitting("month", years)]).toEqual([
      "hour",
      "day",
      "month",
    ]);
  });

  it("widens where there would be too many buckets", () => {
    expect([fitting("hour", month), fitting("day", years), fitting("hour", years)]).toEqual([
      "day",
      "month",
      "month",
    ]);
  });
});

describe("objectionTo", () => {
  it("says why", () => {
    expect(objectionTo("hour", month)).toContain("8 days");
    expect(objectionTo("hour", week)).toBeNull();
  });
});
