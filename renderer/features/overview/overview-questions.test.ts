import { describe, expect, it } from "vitest";
import { overviewRanges } from "./overview-questions.ts";

describe("overviewRanges", () => {
  it("compares the open month with the same days of last month and last year", () => {
    const ranges = overviewRanges("2026-10-21");
    expect(ranges.month).toEqual({ from: "2026-10-01", to: "2026-10-21" });
    expect(ranges.lastMonth).toEqual({ from: "2026-09-01", to: "2026-09-21" });
    expect(ranges.lastYear).toEqual({ from: "2025-10-01", to: "2025-10-21" });
    expect(ranges.closed).toEqual({ from: "2026-09-01", to: "2026-10-01" });
    expect(ranges.trend).toEqual({ from: "2026-08-01", to: "2026-10-21" });
    expect(ranges.isOpen).toBe(true);
  });

  it("takes a complete last month whole, on both sides", () => {
    const ranges = overviewRanges("2024-03-01");
    expect(ranges.month).toEqual({ from: "2024-02-01", to: "2024-03-01" });
    expect(ranges.lastMonth).toEqual({ from: "2024-01-01", to: "2024-02-01" });
    expect(ranges.isOpen).toBe(false);
  });
});
