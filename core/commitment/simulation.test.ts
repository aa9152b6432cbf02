import fc from "fast-check";
import { expect, test } from "vitest";
import { scaledOf } from "../money/decimal.ts";
import {
  bestCommitment,
  demandOf,
  fatalDrop,
  planOutcome,
  type PlanRate,
  savingCurve,
} from "./simulation.ts";

const ONE = 10n ** 18n;
const hours = fc.array(fc.bigInt({ min: 0n, max: 1_000n }), { minLength: 1, maxLength: 60 });
const rate = fc
  .integer({ min: 1, max: 99 })
  .map((discount): PlanRate => ({ list: 100n, cost: BigInt(100 - discount) }));

test("no commitment saves more than (1 - d) times the d-quantile of hourly usage", () => {
  fc.assert(
    fc.property(hours, rate, (usage, price) => {
      const demand = demandOf(usage.map((x) => x * ONE));
      const best = scaledOf(planOutcome(demand, price, bestCommitment(demand, price), 0).saving);
      for (const x of usage) {
        const other = planOutcome(demand, price, (x * ONE * price.cost) / price.list, 0);
        expect(scaledOf(other.saving)).toBeLessThanOrEqual(best);
      }
    }),
  );
});

test("an outcome is the sum over hours of what the plan would have paid for, less the plan", () => {
  const demand = demandOf([4n, 10n, 0n, 6n].map((x) => x * ONE));
  expect(planOutcome(demand, { list: 100n, cost: 50n }, 3n * ONE, 50)).toEqual({
    commitment: "3.0000000000",
    cost: "12.0000000000",
    covered: "16.0000000000",
    saving: "4.0000000000",
    utilisation: 0.666666666666,
    coverage: 0.8,
    savingAfterDrop: "-2.0000000000",
  });
});

test("a plan used below 1 - d loses, and above it saves", () => {
  fc.assert(
    fc.property(hours, rate, fc.bigInt({ min: 1n, max: 900n }), (usage, price, commitment) => {
      const { utilisation, saving } = planOutcome(
        demandOf(usage.map((x) => x * ONE)),
        price,
        commitment * ONE * price.cost,
        0,
      );
      const margin = (utilisation ?? 0) - Number(price.cost) / Number(price.list);
      if (Math.abs(margin) > 1e-9) expect(scaledOf(saving) > 0n).toBe(margin > 0);
    }),
  );
});

test("the fatal fall is the first tenth of a percent at which nothing is saved", () => {
  const price = { list: 100n, cost: 70n };
  const demand = demandOf(Array.from({ length: 24 }, () => 100n * ONE));
  expect(fatalDrop(demand, price, 70n * ONE)).toBe(30);
  expect(fatalDrop(demand, price, 0n)).toBeNull();
  expect(fatalDrop(demand, price, 200n * ONE)).toBeNull();
});

test("the curve begins at nothing and passes the best", () => {
  const price = { list: 100n, cost: 72n };
  const demand = demandOf(Array.from({ length: 48 }, (_, hour) => BigInt(10 + (hour % 12)) * ONE));
  const curve = savingCurve(demand, price, 10);
  expect(curve[0]?.saving).toBe("0.0000000000");
  const best = Number(planOutcome(demand, price, bestCommitment(demand, price), 10).saving);
  const highest = Math.max(...curve.map(({ saving }) => Number(saving)));
  expect(highest).toBeLessThanOrEqual(best);
  expect(highest).toBeGreaterThan(best * 0.98);
  expect(savingCurve(demandOf([0n, 0n]), price, 10)).toEqual([]);
});
