import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, formatScaled, subtract } from "../money/decimal.ts";
import { creditOutlook } from "./credit-outlook.ts";

const MONTHS = ["2026-01", "2026-02", "2026-03", "2026-04"];
const used = (...amounts: readonly (number | null)[]) =>
  amounts.map((amount) => (amount === null ? null : formatScaled(BigInt(-amount) * 10n ** 18n)));
const outlook = (values: readonly (string | null)[], dataEnd: string, granted: string | null = null) =>
  creditOutlook({ months: MONTHS, values, dataEnd, granted });

describe("creditOutlook", () => {
  it("tells use, pace and trend of a credit that runs", () => {
    expect(outlook(used(100, 200, 300, 400), "2026-05-01")).toEqual({
      used: "1000.0000000000",
      firstMonth: "2026-01",
      lastMonth: "2026-04",
      monthly: "300.0000000000",
      pace: [
        { month: "2026-02", used: "200.0000000000" },
        { month: "2026-03", used: "300.0000000000" },
        { month: "2026-04", used: "400.0000000000" },
      ],
      trend: "rising",
      state: "running",
      remaining: null,
      runOut: null,
    });
  });

  it("sees the end in a whole month without it, not in one that is under way", () => {
    expect(outlook(used(50, 50, 0, 0), "2026-04-10")).toMatchObject({
      state: "ended",
      runOut: { kind: "seen", month: "2026-02" },
    });
    expect(outlook(used(50, 50, 50, 0), "2026-04-10")).toMatchObject({ state: "running", runOut: null });
  });

  it("takes no month that is not held for one without use", () => {
    expect(outlook(used(50, 50, null, null), "2026-05-01")).toMatchObject({ state: "running" });
  });

  it("expects the end at the pace of the last whole months once the amount is known", () => {
    // 90 days cost 900: 100 left are 10 days from the end of the data.
    expect(outlook(used(300, 300, 300, 0), "2026-04-10", "1000.0")).toMatchObject({
      remaining: "100.0000000000",
      runOut: { kind: "expected", day: "2026-04-20" },
    });
    // April has its credit already, so what is left lasts from its end.
    expect(outlook(used(300, 300, 300, 50), "2026-04-10", "1050.0")).toMatchObject({
      runOut: { kind: "expected", day: "2026-05-11" },
    });
  });

  it("is used up when nothing is left, however little was granted", () => {
    expect(outlook(used(300, 300, 0, 0), "2026-05-01", "500.0")).toMatchObject({
      remaining: "0.0000000000",
      runOut: { kind: "seen", month: "2026-02" },
    });
  });

  it("has nothing to tell of a credit that was never used", () => {
    expect(outlook(used(0, 0, 0, 0), "2026-05-01")).toMatchObject({
      state: "unused",
      firstMonth: null,
      monthly: null,
      runOut: null,
    });
  });

  it("leaves exactly what was granted and not used", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 }),
        fc.nat(10_000),
        (amounts, more) => {
          const values = used(...amounts);
          const { used: sum } = outlook(values, "2026-05-01");
          const granted = formatScaled(BigInt(amounts.reduce((a, b) => a + b, more)) * 10n ** 18n);
          const { remaining } = outlook(values, "2026-05-01", granted);
          expect(remaining).toBe(subtract(granted, sum));
          expect(compare(remaining ?? "-1.0", "0.0")).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
