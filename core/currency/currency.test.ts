import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatScaled, scaledOf, sum } from "../money/decimal.ts";
import { convert, convertedDifference, convertMonths } from "./convert.ts";
import { type CurrencyRate, rateId, rateInForce, targetsOf } from "./rate.ts";
import { readRates } from "./read-rates.ts";

const rate = (asOf: string, value: string, from = "USD", to = "EUR"): CurrencyRate => ({
  id: rateId({ from, to, asOf }),
  from,
  to,
  asOf,
  rate: value,
  note: "",
});
const RATES = [
  rate("2026-07", "0.90"),
  rate("2026-09-10", "0.91"),
  rate("2026-09-20", "0.92"),
  rate("2026-10", "0.93"),
  rate("2026-10-15", "0.99"),
  rate("2026-10", "150.5", "USD", "JPY"),
];
const amounts = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(formatScaled);
const positive = fc.bigInt({ min: 1n, max: 10n ** 24n }).map(formatScaled);

describe("the rate of a month", () => {
  test.each([
    ["2026-06", null],
    ["2026-07", { rate: "0.90", isEarlier: false }],
    ["2026-08", { rate: "0.90", asOf: "2026-07", isEarlier: true }],
    ["2026-09", { rate: "0.92", asOf: "2026-09-20", isEarlier: false }],
    ["2026-10", { rate: "0.93", isEarlier: false }],
    ["2026-12", { rate: "0.99", asOf: "2026-10-15", isEarlier: true }],
  ])("%s", (month, expected) => {
    const found = rateInForce(RATES, { from: "USD", to: "EUR", month });
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });

  test("is never turned around", () => {
    expect(rateInForce(RATES, { from: "EUR", to: "USD", month: "2026-10" })).toBeNull();
    expect(targetsOf(RATES, "USD")).toEqual(["EUR", "JPY"]);
    expect(targetsOf(RATES, "EUR")).toEqual([]);
  });
});

describe("converting", () => {
  test("rounds half away from zero at the tenth place", () => {
    expect(convert("1.0", "0.00000000005")).toBe("0.0000000001");
    expect(convert("-1.0", "0.00000000005")).toBe("-0.0000000001");
    expect(convert("1.0", "0.00000000004999")).toBe("0.0000000000");
    expect(convert("1234.5678901234", "0.9")).toBe("1111.1111011111");
  });

  test("is off by at most half of the last place, and keeps the sign", () => {
    fc.assert(
      fc.property(amounts, positive, (amount, by) => {
        const converted = scaledOf(convert(amount, by));
        const exact = scaledOf(amount) * scaledOf(by);
        const difference = converted * 10n ** 18n - exact;
        expect((difference < 0n ? -difference : difference) * 2n <= 10n ** 26n).toBe(true);
        expect(converted * scaledOf(amount) >= 0n).toBe(true);
        expect(convert(formatScaled(-scaledOf(amount)), by)).toBe(formatScaled(-converted));
      }),
    );
  });

  test("a difference is that of the converted sums, and not known where either has a month without a rate", () => {
    const conversion = { from: "USD", to: "EUR", rates: RATES };
    const of = (month: string, amount: string) => ({ month, amount });
    const told = convertedDifference([of("2026-10", "100.0")], [of("2026-09", "100.0")], conversion);
    expect(told).toMatchObject({ total: "1.0000000000", missing: [] });
    expect(told.months.map(({ converted }) => converted)).toEqual(["-92.0000000000", "93.0000000000"]);
    for (const [now, before] of [
      [[of("2026-10", "100.0")], [of("2026-06", "100.0")]],
      [[of("2026-06", "1.0"), of("2026-10", "1.0")], []],
    ] as const)
      expect(convertedDifference(now, before, conversion)).toMatchObject({
        total: null,
        missing: ["2026-06"],
      });
    expect(convertedDifference([of("2026-10", "2.0")], [], conversion).total).toBe("1.8600000000");
  });

  test("a total is the sum of its converted months, whatever there is to convert", () => {
    const months = fc.array(
      fc.record({
        month: fc.constantFrom("2026-06", "2026-07", "2026-08", "2026-09", "2026-10"),
        amount: fc.option(amounts),
      }),
    );
    fc.assert(
      fc.property(months, (given) => {
        const {
          total,
          months: converted,
          missing,
        } = convertMonths(given, { from: "USD", to: "EUR", rates: RATES });
        const known = converted.flatMap((one) => (one.converted === null ? [] : [one.converted]));
        expect(total).toBe(known.length === 0 ? null : sum(known));
        expect(missing).toEqual(
          given
            .filter(({ month, amount }) => amount !== null && month === "2026-06")
            .map(({ month }) => month),
        );
        expect(converted.map(({ amount }) => amount)).toEqual(given.map(({ amount }) => amount));
      }),
    );
  });

  test("a currency is itself, to the last digit", () => {
    const given = [{ month: "2026-06", amount: "1.123456789012345678" }];
    expect(convertMonths(given, { from: "EUR", to: "EUR", rates: [] })).toMatchObject({
      total: "1.123456789012345678",
      missing: [],
    });
  });
});

describe("reading rates", () => {
  test("takes commas, semicolons and tabs, a head, notes and exponents; the last of a pair and month counts", () => {
    const { rates, problems } = readRates(
      '\ufefffrom,to,month,rate,note\r\nusd,eur,2026-09,0.9,ECB\r\nUSD;EUR;2026-10;0.95;"a; b"\nUSD\tJPY\t2026-10-15\t1.5E2\n\nUSD,EUR,2026-09,0.91,"ECB, monthly"',
    );
    expect(problems).toEqual([]);
    expect(rates).toEqual([
      {
        id: "USD-EUR-2026-09",
        from: "USD",
        to: "EUR",
        asOf: "2026-09",
        rate: "0.9100000000",
        note: "ECB, monthly",
      },
      { id: "USD-EUR-2026-10", from: "USD", to: "EUR", asOf: "2026-10", rate: "0.9500000000", note: "a; b" },
      {
        id: "USD-JPY-2026-10-15",
        from: "USD",
        to: "JPY",
        asOf: "2026-10-15",
        rate: "150.0000000000",
        note: "",
      },
    ]);
  });

  test("says what is no rate, and of which line", () => {
    const { rates, problems } = readRates(
      "USD,EUR,2026-13,1\nUS,EUR,2026-10,1\nUSD,USD,2026-10,1\nUSD,EUR,2026-10,0\nUSD,EUR,2026-10,one\nUSD,EUR",
    );
    expect(rates).toEqual([]);
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(problems[0]?.problem).toContain("2026-13");
  });
});
