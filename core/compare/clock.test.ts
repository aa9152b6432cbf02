import { describe, expect, it } from "vitest";
import { heldTime, isPerMonth, MONTH } from "./clock.ts";
import { heldDays, openDayIn } from "./held-days.ts";

describe("time held", () => {
  it("counts days, and months as parts of each month", () => {
    expect(heldTime([{ from: "2026-02-01", to: "2026-03-01" }])).toEqual({ days: 28n, months: MONTH });
    expect(heldTime([{ from: "2026-01-01", to: "2026-04-01" }])).toEqual({ days: 90n, months: 3n * MONTH });
    const halves = heldTime([
      { from: "2026-02-01", to: "2026-02-15" },
      { from: "2026-04-01", to: "2026-04-16" },
    ]);
    expect(halves).toEqual({ days: 29n, months: MONTH });
  });

  it.each(["GB-Mo", "GB-month", "User-Month", "Months", "IOPS-Mo", "mo"])(
    "%s is counted in months",
    (unit) => {
      expect(isPerMonth(unit)).toBe(true);
    },
  );

  it.each(["Hrs", "GB", "Requests", "LCU-Hrs", "Monitors", "Commands", ""])("%s is not", (unit) => {
    expect(isPerMonth(unit)).toBe(false);
  });
});

describe("days held of a range", () => {
  const months = (...periods: readonly string[]) =>
    periods.map((billingPeriod) => ({ billingPeriod, from: null }));
  const newest = { period: "2026-10", lastDay: "2026-10-21" };

  it("end with the newest day and leave out months that are not there", () => {
    const range = { from: "2026-07-15", to: "2026-11-01" };
    expect(heldDays(range, months("2026-10", "2026-07", "2026-08"), newest)).toEqual([
      { from: "2026-07-15", to: "2026-08-01" },
      { from: "2026-08-01", to: "2026-09-01" },
      { from: "2026-10-01", to: "2026-10-22" },
    ]);
  });

  it("begin with an account's starting date where no other report holds the days before", () => {
    const range = { from: "2026-09-01", to: "2026-10-01" };
    const started = { billingPeriod: "2026-09", from: "2026-09-11" };
    expect(heldDays(range, [started], newest)).toEqual([{ from: "2026-09-11", to: "2026-10-01" }]);
    expect(heldDays(range, [started, ...months("2026-09")], newest)).toEqual([range]);
  });

  it("are none where nothing of the range is there", () => {
    expect(heldDays({ from: "2026-10-25", to: "2026-11-01" }, months("2026-10"), newest)).toEqual([]);
  });

  it("may end with a day that is not finished", () => {
    const october = { from: "2026-10-01", to: "2026-11-01" };
    expect(openDayIn(october, "2026-10-21")).toBe("2026-10-21");
    expect(openDayIn(october, "2026-10-31")).toBeNull();
    expect(openDayIn({ from: "2026-10-01", to: "2026-10-21" }, "2026-10-21")).toBeNull();
    expect(openDayIn(october, null)).toBeNull();
  });
});
