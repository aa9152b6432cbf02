import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatScaled, scaledOf } from "../money/decimal.ts";
import { heldTime } from "./clock.ts";
import { CHARGE_CLASSES, EFFECTS, type Effect, type PeriodSum } from "./comparison.ts";
import { decompose, type Difference, type Time } from "./decompose.ts";

const OCTOBER = { from: "2026-10-01", to: "2026-11-01" };
const SEPTEMBER = { from: "2026-09-01", to: "2026-10-01" };
const MONTHS: Time = { before: heldTime([SEPTEMBER]), now: heldTime([OCTOBER]) };
const SERVER = ["111122223333", "AmazonEC2", "eu-west-1", "EU-BoxUsage:m5.large", "RunInstances"];

function used(amount: string, quantity: string, patch: Partial<PeriodSum> = {}): PeriodSum {
  return {
    key: [],
    charge: "usage",
    product: SERVER,
    purchaseOption: "OnDemand",
    units: ["Hrs"],
    amount,
    quantity,
    lineItems: 1,
    ...patch,
  };
}

function charged(charge: PeriodSum["charge"], amount: string): PeriodSum {
  return used(amount, "0", { charge, product: null, purchaseOption: null, units: [], quantity: null });
}

function effectsOf(differences: readonly Difference[]): Partial<Record<Effect, number>> {
  const sums = new Map<Effect, bigint>();
  for (const { effects } of differences)
    for (const [effect, amount] of effects) sums.set(effect, (sums.get(effect) ?? 0n) + amount);
  return Object.fromEntries([...sums].map(([effect, amount]) => [effect, Number(formatScaled(amount))]));
}

describe("a product", () => {
  it("with twice the amount at a higher price has volume and price", () => {
    const found = decompose([used("10", "100")], [used("24", "200")], null);
    expect(effectsOf(found)).toEqual({ volume: 10, price: 4 });
    expect(found).toMatchObject([{ unit: "Hrs", product: SERVER }]);
  });

  it("of which nothing was used in one of the periods is new or gone", () => {
    expect(effectsOf(decompose([], [used("24", "200")], MONTHS))).toEqual({ new: 24 });
    expect(effectsOf(decompose([used("10", "100")], [], MONTHS))).toEqual({ gone: -10 });
    expect(effectsOf(decompose([used("0", "0", { units: [] })], [used("3", "1")], MONTHS))).toEqual({
      new: 3,
    });
  });

  it("whose hours go from demand to a plan has a mix at the plan's price, and no new option", () => {
    const plan = used("30", "50", { purchaseOption: "SavingsPlan" });
    const found = decompose([used("100", "100")], [used("50", "50"), plan], null);
    expect(effectsOf(found)).toEqual({ mix: -20 });
  });

  it("tells volume, mix and price apart when all change", () => {
    const before = [used("60", "60"), used("20", "40", { purchaseOption: "Spot" })];
    const now = [used("66", "60"), used("36", "60", { purchaseOption: "Spot" })];
    // 100 hours for 80 become 120: 96 at the old costs; 60 hours at 1 and 60 at 0.5 are 90; they cost 102.
    expect(effectsOf(decompose(before, now, null))).toEqual({ volume: 16, mix: -6, price: 12 });
  });

  it("grows with the days of its month, and per month not at all", () => {
    expect(effectsOf(decompose([used("300", "3000")], [used("310", "3100")], MONTHS))).toEqual({
      calendar: 10,
    });
    const storage = { units: ["GB-Mo"] };
    const found = decompose([used("300", "3000", storage)], [used("310", "3100", storage)], MONTHS);
    expect(effectsOf(found)).toEqual({ volume: 10 });
  });

  it("in two units, without an amount or without a usage type has no price", () => {
    const unmeasured = { unmeasured: 14 };
    expect(effectsOf(decompose([used("10", "1")], [used("24", "2", { units: ["GB"] })], null))).toEqual(
      unmeasured,
    );
    expect(effectsOf(decompose([used("10", "0", { units: [] })], [used("24", "2")], null))).toEqual(
      unmeasured,
    );
    const nameless = { product: ["1", "AmazonEC2", null, null, null] };
    expect(effectsOf(decompose([used("10", "1", nameless)], [used("24", "2", nameless)], null))).toEqual(
      unmeasured,
    );
  });

  it("that is free in both periods makes no difference", () => {
    expect(effectsOf(decompose([used("0", "5")], [used("0", "9")], MONTHS))).toEqual({});
  });

  it("with an option that has charges and no amount has no mix with itself", () => {
    const fee = used("5", "0", { purchaseOption: "Spot" });
    expect(effectsOf(decompose([used("10", "10"), fee], [used("10", "10"), fee], null))).toEqual({});
    const dearer = used("7", "0", { purchaseOption: "Spot" });
    expect(effectsOf(decompose([used("10", "10"), fee], [used("10", "10"), dearer], null))).toEqual({
      price: 2,
    });
  });

  it("that was free is all price", () => {
    expect(effectsOf(decompose([used("0", "5")], [used("9", "9")], null))).toEqual({ price: 9 });
  });
});

describe("charges without an amount", () => {
  it("are their plain difference", () => {
    const found = decompose([charged("tax", "10")], [charged("tax", "12"), charged("credits", "-5")], MONTHS);
    expect(effectsOf(found)).toEqual({ tax: 2, credits: -5 });
  });

  it("come by the hour where they are the fee of a Savings Plan", () => {
    const found = decompose([charged("recurring", "300")], [charged("recurring", "330")], MONTHS);
    expect(effectsOf(found)).toEqual({ calendar: 10, commitments: 20 });
  });
});

const decimal = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map(formatScaled);
const sums: fc.Arbitrary<readonly PeriodSum[]> = fc.array(
  fc.record({
    key: fc.constantFrom(["a"], ["b"], [null]),
    charge: fc.constantFrom("usage" as const, "usage" as const, ...CHARGE_CLASSES),
    product: fc.constantFrom(SERVER, [...SERVER.slice(0, 4), "Other"], ["1", "S3", null, null, null], null),
    purchaseOption: fc.constantFrom("OnDemand", "Spot", "SavingsPlan", null),
    units: fc.constantFrom(["Hrs"], ["GB-Mo"], ["Hrs", "GB"], []),
    amount: fc.option(decimal),
    quantity: fc.option(decimal),
    lineItems: fc.constant(1),
  }),
  { maxLength: 12 },
);
const time: fc.Arbitrary<Time> = fc.option(
  fc.record({
    before: fc.record({
      days: fc.bigInt({ min: 0n, max: 400n }),
      months: fc.bigInt({ min: 0n, max: 10n ** 7n }),
    }),
    now: fc.record({
      days: fc.bigInt({ min: 0n, max: 400n }),
      months: fc.bigInt({ min: 0n, max: 10n ** 7n }),
    }),
  }),
);

describe("whatever is compared", () => {
  const amount = (all: readonly PeriodSum[], key: string | null): bigint =>
    all
      .filter((sum) => sum.key[0] === key)
      .reduce((whole, sum) => whole + (sum.amount === null ? 0n : scaledOf(sum.amount)), 0n);

  it("the effects of each row and of each group sum to the change, to the last digit", () => {
    fc.assert(
      fc.property(sums, sums, time, (before, now, held) => {
        const found = decompose(before, now, held);
        for (const one of found)
          expect(one.effects.reduce((sum, [, effect]) => sum + effect, 0n)).toBe(one.now - one.before);
        for (const key of ["a", "b", null]) {
          const own = found.filter((one) => one.key[0] === key).flatMap(({ effects }) => effects);
          expect(own.reduce((sum, [, effect]) => sum + effect, 0n)).toBe(
            amount(now, key) - amount(before, key),
          );
        }
        const names = found.flatMap(({ effects }) => effects.map(([effect]) => effect));
        expect(names.every((name) => EFFECTS.includes(name))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("a period held against itself has no effects", () => {
    fc.assert(
      fc.property(sums, (period) => {
        const found = decompose(period, period, null);
        expect(found.flatMap(({ effects }) => effects)).toEqual([]);
      }),
    );
  });
});
