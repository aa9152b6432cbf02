import fc from "fast-check";
import { expect, test } from "vitest";
import { formatScaled } from "../money/decimal.ts";
import type { CommitmentAmounts } from "./commitment.ts";
import * as rates from "./rates.ts";

const NOTHING: CommitmentAmounts = {
  coveredList: null,
  coveredCost: null,
  unused: null,
  onDemand: null,
  committed: null,
  used: null,
  reservedUnits: null,
  unusedUnits: null,
  coveredUnits: null,
  runningUnits: null,
};

const cents = fc.bigInt({ min: 10n ** 7n, max: 10n ** 9n }).map((value) => formatScaled(value * 10n ** 16n));

test("the effective savings rate is c * (1 - (1 - d) / u)", () => {
  fc.assert(
    fc.property(cents, cents, cents, cents, (coveredList, coveredCost, unused, onDemand) => {
      const amounts = { ...NOTHING, coveredList, coveredCost, unused, onDemand };
      const [c, u, d] = [
        rates.spendCoverage(amounts) ?? 0,
        rates.costUtilisation(amounts) ?? 0,
        rates.discountRate(amounts) ?? 0,
      ];
      const esr = rates.effectiveSavingsRate(amounts) ?? 0;
      expect(Math.abs(esr - c * (1 - (1 - d) / u))).toBeLessThan(1e-6 * (1 + Math.abs(esr)));
    }),
  );
});

test("at a utilisation of 1 - d nothing is saved", () => {
  const amounts = { ...NOTHING, coveredList: "100.0", coveredCost: "70.0", unused: "30.0", onDemand: "50.0" };
  expect(rates.costUtilisation(amounts)).toBe(0.7);
  expect(rates.discountRate(amounts)).toBe(0.3);
  expect(rates.netSavings(amounts)).toBe("0.0000000000");
  expect(rates.effectiveSavingsRate(amounts)).toBe(0);
});

test("what is not known makes no rate, and neither does a division by nothing", () => {
  for (const rate of [
    rates.planUtilisation,
    rates.reservedUtilisation,
    rates.costUtilisation,
    rates.spendCoverage,
    rates.unitCoverage,
    rates.discountRate,
    rates.effectiveSavingsRate,
  ])
    expect(rate(NOTHING)).toBeNull();
  expect(rates.planUtilisation({ ...NOTHING, used: "0.0", committed: "0.0" })).toBeNull();
});
