import { describe, expect, it } from "vitest";
import { comparisonRange } from "./comparison.ts";
import {
  addDays,
  addMonths,
  isBillingPeriod,
  isUsageDate,
  lengthInDays,
  periodsOf,
  rangeOfPeriod,
} from "./period.ts";

describe("billing periods", () => {
  it("cross year ends", () => {
    expect(addMonths("2024-12", 1)).toBe("2025-01");
    expect(addMonths("2024-01", -13)).toBe("2022-12");
    expect(rangeOfPeriod("2024-12")).toEqual({ from: "2024-12-01", to: "2025-01-01" });
  });

  it("know leap days", () => {
    expect(lengthInDays(rangeOfPeriod("2024-02"))).toBe(29);
    expect(addDays("2023-02-28", 1)).toBe("2023-03-01");
  });

  it("are listed for a half-open range", () => {
    expect(periodsOf({ from: "2024-01-31", to: "2024-03-01" })).toEqual(["2024-01", "2024-02"]);
    expect(periodsOf({ from: "2024-01-01", to: "2024-01-02" })).toEqual(["2024-01"]);
  });

  it("are told from other text", () => {
    expect(["2024-01", "2024-13", "2024-1", "24-01"].map(isBillingPeriod)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(["2024-02-29", "2023-02-29", "2024-02-30", "x"].map(isUsageDate)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("comparisonRange", () => {
  it("holds the month to date against the same days of last month and last year", () => {
    const range = { from: "2026-10-01", to: "2026-10-21" };
    expect(comparisonRange(range, "lastMonth")).toEqual({ from: "2026-09-01", to: "2026-09-21" });
    expect(comparisonRange(range, "lastYear")).toEqual({ from: "2025-10-01", to: "2025-10-21" });
  });

  it("cuts at the end of a shorter month", () => {
    expect(comparisonRange({ from: "2026-03-01", to: "2026-03-31" }, "lastMonth")).toEqual({
      from: "2026-02-01",
      to: "2026-03-01",
    });
  });

  it("compares whole months with whole months", () => {
    expect(comparisonRange({ from: "2026-03-01", to: "2026-04-01" }, "lastMonth")).toEqual({
      from: "2026-02-01",
      to: "2026-03-01",
    });
    expect(comparisonRange({ from: "2026-01-01", to: "2026-04-01" }, "previousPeriod")).toEqual({
      from: "2025-10-01",
      to: "2026-01-01",
    });
  });

  it("takes the days right before otherwise", () => {
    expect(comparisonRange({ from: "2026-03-10", to: "2026-03-17" }, "previousPeriod")).toEqual({
      from: "2026-03-03",
      to: "2026-03-10",
    });
    expect(comparisonRange({ from: "2026-08-01", to: "2026-10-21" }, "previousPeriod")).toEqual({
      from: "2026-05-01",
      to: "2026-07-21",
    });
  });
});
