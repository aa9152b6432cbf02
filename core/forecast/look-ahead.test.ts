import { describe, expect, it } from "vitest";
import { scaledOf, sum } from "../money/decimal.ts";
import { addDays, lengthInDays, type UsageDate } from "../time/period.ts";
import type { Charge, ChargeKind } from "./charge.ts";
import { incompleteDays } from "./complete-days.ts";
import { type Forecast, FORECAST_PARTS } from "./forecast.ts";
import { forecastCosts } from "./look-ahead.ts";

const charge = (kind: ChargeKind, day: UsageDate, amount: string): Charge => ({
  kind,
  day,
  amount: scaledOf(amount),
});

function usage(from: UsageDate, to: UsageDate, amount: string): readonly Charge[] {
  return Array.from({ length: lengthInDays({ from, to }) }, (_, at) =>
    charge("usage", addDays(from, at), amount),
  );
}

function made(
  charges: readonly Charge[],
  from: UsageDate,
  to: UsageDate,
): Extract<Forecast, { kind: "made" }> {
  const forecast = forecastCosts({
    charges,
    known: { from, to },
    dropped: [],
    currency: "USD",
    missing: [],
    commitmentEnds: [],
    assumesRenewal: true,
  });
  if (forecast.kind !== "made") throw new Error(forecast.reason);
  return forecast;
}

describe("forecastCosts", () => {
  it("adds the days to come to what is charged, in a leap February as well", () => {
    const forecast = made(usage("2023-12-01", "2024-02-11", "10.0"), "2023-12-01", "2024-02-11");
    expect(forecast.knownUntil).toBe("2024-02-10");
    expect(forecast.months).toHaveLength(13);
    expect(forecast.months[0]).toMatchObject({
      month: "2024-02",
      actual: "100.0000000000",
      expected: "290.0000000000",
      low: "290.0000000000",
    });
    expect(forecast.months[1]).toMatchObject({
      month: "2024-03",
      actual: "0.0000000000",
      expected: "310.0000000000",
    });
    expect(forecast.months.at(-1)?.month).toBe("2025-02");
    expect(forecast.days).toHaveLength(19);
    expect(forecast.days.at(-1)?.expected).toBe("290.0000000000");
  });

  it("tells all it takes to work out the usage to come by hand", () => {
    const from = "2024-01-01";
    const to = "2024-04-11";
    const charges = Array.from({ length: lengthInDays({ from, to }) }, (_, at) => ({
      kind: "usage" as const,
      day: addDays(from, at),
      amount: scaledOf(`${100 + at * 0.5 + (at % 7 < 5 ? 30 : 0)}`),
    }));
    const { daily, months, knownUntil } = made(charges, from, to);
    const number = (amount: string): number => Number(amount);
    const days = lengthInDays({ from: to, to: "2024-05-01" });
    let usage = 0;
    let fading = 0;
    for (let k = 1; k <= days; k += 1) {
      fading += 0.985 ** k;
      const weekday = number(daily.week[(k - 1) % 7] ?? "");
      usage += Math.max(number(daily.floor), number(daily.level) + number(daily.slope) * fading + weekday);
    }
    expect(knownUntil).toBe("2024-04-10");
    expect(number(daily.slope)).toBeGreaterThan(0.2);
    expect(number(months[0]?.toCome.usage ?? "")).toBeCloseTo(usage, 3);
  });

  it("begins with a whole month where the last day of one is known", () => {
    const forecast = made(usage("2024-01-01", "2024-03-01", "3.0"), "2024-01-01", "2024-03-01");
    expect(forecast.months[0]).toMatchObject({
      month: "2024-03",
      actual: "0.0000000000",
      expected: "93.0000000000",
    });
  });

  it("knows fees, reservations and tax from the last three months, and adds only what is not booked yet", () => {
    const charges = [
      ...usage("2024-01-01", "2024-04-16", "100.0"),
      ...["2024-01", "2024-02", "2024-03"].flatMap((month) => [
        charge("fee", `${month}-01`, "50.0"),
        charge("tax", `${month}-01`, month === "2024-02" ? "295.0" : "315.0"),
      ]),
      charge("reservation", "2024-01-01", "62.0"),
      charge("reservation", "2024-02-01", "58.0"),
      charge("reservation", "2024-03-01", "62.0"),
      charge("fee", "2024-04-01", "20.0"),
      charge("oneOff", "2024-02-11", "5000.0"),
    ];
    const [april, may] = made(charges, "2024-01-01", "2024-04-16").months;
    expect(april?.toCome).toMatchObject({
      usage: "1500.0000000000",
      monthly: "30.0000000000",
      commitments: "60.0000000000",
      credits: "0.0000000000",
    });
    // Tax was 925 on 9100 usage, 150 fees and 182 reservations; April comes to 3000 + 50 + 60.
    expect(Number(april?.toCome.tax)).toBeCloseTo((3_110 * 925) / 9_432, 5);
    expect(may?.toCome).toMatchObject({ usage: "3100.0000000000", monthly: "50.0000000000" });
  });

  it("expects the credits of the last month once more and then none, and says so", () => {
    const charges = [
      ...usage("2024-01-01", "2024-03-11", "10.0"),
      charge("credit", "2024-01-01", "-40.0"),
      charge("credit", "2024-02-01", "-30.0"),
    ];
    const forecast = made(charges, "2024-01-01", "2024-03-11");
    expect(forecast.months[0]).toMatchObject({ actual: "100.0000000000", expected: "280.0000000000" });
    expect(forecast.months[1]?.expected).toBe("300.0000000000");
    expect(forecast.notes).toEqual([{ kind: "creditsEnd", month: "2024-03", amount: "-30.0000000000" }]);
  });

  it("parts and actual add up to what is expected, to the last digit", () => {
    const charges = usage("2024-01-01", "2024-04-13", "0.0").map((each, at) => ({
      ...each,
      amount: BigInt(at * 7_919 + 13) * 10n ** 13n + BigInt(at),
    }));
    for (const month of made(charges, "2024-01-01", "2024-04-13").months) {
      expect(sum([month.actual, ...FORECAST_PARTS.map((part) => month.toCome[part])])).toBe(month.expected);
      expect(scaledOf(month.low)).toBeLessThanOrEqual(scaledOf(month.expected));
      expect(scaledOf(month.high)).toBeGreaterThanOrEqual(scaledOf(month.expected));
    }
  });

  it("gives none with less than four weeks, counted from the first charge", () => {
    const forecast = forecastCosts({
      charges: usage("2024-01-20", "2024-02-10", "10.0"),
      known: { from: "2024-01-01", to: "2024-02-10" },
      dropped: [],
      currency: "USD",
      missing: [],
      commitmentEnds: [],
      assumesRenewal: true,
    });
    expect(forecast).toMatchObject({ kind: "none", reason: "shortHistory", daysKnown: 21, daysNeeded: 28 });
  });
});

describe("a commitment that ends", () => {
  const range = { from: "2023-12-01", to: "2024-03-01" };
  const end = {
    arn: "arn:plan",
    day: "2024-04-10",
    perMonth: "290.0",
    fees: "290.0",
    covered: "0.0",
    onDemand: "580.0",
  };
  const charges = [
    ...usage(range.from, range.to, "5.0"),
    ...Array.from({ length: 91 }, (_, at) => charge("plan", addDays(range.from, at), "10.0")),
  ];
  const ahead = (assumesRenewal: boolean, onDemand: string | null = end.onDemand) => {
    const forecast = forecastCosts({
      charges,
      known: range,
      dropped: [],
      currency: "USD",
      missing: [],
      commitmentEnds: [{ ...end, onDemand }],
      assumesRenewal,
    });
    if (forecast.kind !== "made") throw new Error(forecast.reason);
    return forecast;
  };

  it("loses its fees and gains its usage at on-demand prices from the day after, unless it is renewed", () => {
    const [renewed, ended] = [ahead(true), ahead(false)];
    expect(renewed.months.map(({ unrenewed }) => unrenewed).slice(0, 3)).toEqual([
      "0.0000000000",
      "200.0000000000",
      "310.0000000000",
    ]);
    expect(renewed.months[1]).toMatchObject({ expected: "450.0000000000" });
    expect(ended.months[1]).toMatchObject({
      expected: "650.0000000000",
      toCome: { usage: "550.0000000000", commitments: "100.0000000000" },
    });
    for (const [at, month] of ended.months.entries()) {
      const same = renewed.months[at];
      expect(month.unrenewed).toBe(same?.unrenewed);
      expect(sum([same?.expected ?? "", month.unrenewed])).toBe(month.expected);
      expect(sum([month.actual, ...FORECAST_PARTS.map((part) => month.toCome[part])])).toBe(month.expected);
    }
    expect(ended.notes).toContainEqual({
      kind: "commitmentEnds",
      arn: "arn:plan",
      day: "2024-04-10",
      perMonth: "290.0",
      onDemand: "580.0",
      isRenewed: false,
    });
  });

  it("is taken to be renewed where nobody knows what it covers at on-demand prices", () => {
    const forecast = ahead(false, null);
    expect(forecast.months.every(({ unrenewed }) => scaledOf(unrenewed) === 0n)).toBe(true);
    expect(forecast.notes).toContainEqual(
      expect.objectContaining({ kind: "commitmentEnds", isRenewed: true }),
    );
  });
});

describe("incompleteDays", () => {
  const days = (from: UsageDate, count: number) =>
    Array.from({ length: count }, (_, at) => ({ day: addDays(from, at), amount: 100, lineItems: 50 }));

  it("leaves out the last day of a month that goes on", () => {
    expect(incompleteDays(days("2024-02-01", 35))).toEqual(["2024-03-06"]);
  });

  it("leaves out two when the one before is short too, and none of a finished month", () => {
    const short = days("2024-02-01", 35).map((day, at) => (at === 33 ? { ...day, amount: 60 } : day));
    expect(incompleteDays(short)).toEqual(["2024-03-05", "2024-03-06"]);
    expect(incompleteDays(days("2024-01-01", 60))).toEqual([]);
  });

  it("knows nothing of nothing", () => {
    expect(incompleteDays([])).toEqual([]);
  });
});
