import { describe, expect, it } from "vitest";
import type { Filter } from "../cost/filter/filter.ts";
import { byDay, concerns, overlaps } from "./annotation.ts";

const only = (...values: readonly string[]): Filter => ({ dimension: "service", mode: "include", values });
const without = (...values: readonly string[]): Filter => ({
  dimension: "service",
  mode: "exclude",
  values,
});

describe("a note", () => {
  it("about everything concerns every view, and one with a scope every view that may hold it", () => {
    expect(concerns({ filters: [] }, [only("AmazonEC2")])).toBe(true);
    expect(concerns({ filters: [only("AmazonEC2")] }, [])).toBe(true);
    expect(
      concerns({ filters: [only("AmazonEC2")] }, [
        { dimension: "region", mode: "include", values: ["eu-west-1"] },
      ]),
    ).toBe(true);
  });

  it("is left out where its scope and the filters contradict each other", () => {
    expect(concerns({ filters: [only("AmazonEC2", "AmazonS3")] }, [only("AmazonS3")])).toBe(true);
    expect(concerns({ filters: [only("AmazonEC2")] }, [only("AmazonS3")])).toBe(false);
    expect(concerns({ filters: [only("AmazonEC2")] }, [without("AmazonEC2")])).toBe(false);
    expect(concerns({ filters: [only("AmazonEC2")] }, [without("AmazonS3")])).toBe(true);
    expect(concerns({ filters: [without("AmazonEC2")] }, [only("AmazonEC2")])).toBe(false);
    expect(concerns({ filters: [without("AmazonEC2")] }, [without("AmazonS3")])).toBe(true);
  });

  it("overlaps days up to the end of its last one", () => {
    const range = { from: "2026-10-10", to: "2026-10-12" };
    expect(overlaps({ range }, { from: "2026-10-11", to: "2026-10-12" })).toBe(true);
    expect(overlaps({ range }, { from: "2026-10-12", to: "2026-10-13" })).toBe(false);
    expect(overlaps({ range }, { from: "2026-10-01", to: "2026-10-10" })).toBe(false);
  });

  it("stands at its day", () => {
    const at = (id: string, from: string) => ({
      id,
      text: id,
      filters: [],
      range: { from, to: "2027-01-01" },
    });
    expect(
      byDay([at("b", "2026-10-02"), at("c", "2026-10-01"), at("a", "2026-10-02")]).map(({ id }) => id),
    ).toEqual(["c", "a", "b"]);
  });
});
