import fc from "fast-check";
import { expect, test } from "vitest";
import { formatScaled, scaledOf } from "../money/decimal.ts";
import { type AccountFact, fairShareAnswer } from "./fair-share.ts";

const amount = fc.bigInt({ min: 0n, max: 10n ** 24n });
const account = fc.constantFrom("111111111111", "222222222222", "333333333333", null);
const usage: fc.Arbitrary<AccountFact> = fc.record({
  role: fc.constantFrom("covered" as const, "onDemand" as const),
  account,
  pool: fc.constantFrom("Compute", "AmazonRDS", "AmazonES"),
  arn: fc.constantFrom("arn:a", "arn:b", null),
  list: amount,
  cost: amount,
});
const fee: fc.Arbitrary<AccountFact> = fc.record({
  role: fc.constant("fee" as const),
  account,
  pool: fc.constant(null),
  arn: fc.constantFrom("arn:a", "arn:b", "arn:unused"),
  list: fc.constant(0n),
  cost: amount,
});
const other = fc.array(fc.tuple(account, fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })));

test("whatever was used by whom, the shares sum to what was billed, to the last digit", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(usage, fee)), other, (facts, others) => {
      const totals = new Map<string | null, bigint>();
      for (const [id, cost] of [...facts.map((fact) => [fact.account, fact.cost] as const), ...others])
        totals.set(id, (totals.get(id) ?? 0n) + cost);
      const bill = [...totals.values()].reduce((sum, cost) => sum + cost, 0n);
      const { accounts, total } = fairShareAnswer(facts, totals, () => null);
      expect(scaledOf(total.fairTotal)).toBe(bill);
      expect(accounts.reduce((sum, { fairTotal }) => sum + scaledOf(fairTotal), 0n)).toBe(bill);
      expect(scaledOf(total.fair)).toBe(scaledOf(total.billed));
    }),
  );
});

test("equal usage pays alike, whoever AWS gave the benefit to", () => {
  const facts: readonly AccountFact[] = [
    { role: "covered", account: "a", pool: "Compute", arn: "plan", list: 100n, cost: 60n },
    { role: "onDemand", account: "b", pool: "Compute", arn: null, list: 100n, cost: 100n },
    { role: "fee", account: "payer", pool: null, arn: "plan", list: 0n, cost: 10n },
  ];
  const { accounts } = fairShareAnswer(facts, new Map(), () => null);
  const told = accounts.map(({ account: id, eligible, billed, fair }) => [id, eligible, billed, fair]);
  const scaled = (...amounts: readonly bigint[]) => amounts.map(formatScaled);
  expect(told).toEqual([
    ["a", ...scaled(100n, 60n, 85n)],
    ["b", ...scaled(100n, 100n, 85n)],
    ["payer", ...scaled(0n, 10n, 0n)],
  ]);
});

test("a benefit stays in its pool, and a commitment nobody used with its owner", () => {
  const facts: readonly AccountFact[] = [
    { role: "covered", account: "a", pool: "AmazonRDS", arn: "ri", list: 100n, cost: 50n },
    { role: "onDemand", account: "b", pool: "Compute", arn: null, list: 100n, cost: 100n },
    { role: "fee", account: "c", pool: null, arn: "idle", list: 0n, cost: 7n },
  ];
  const { accounts } = fairShareAnswer(facts, new Map(), () => null);
  expect(accounts.map(({ account: id, fair, parts }) => [id, fair, parts.kept])).toEqual([
    ["a", formatScaled(50n), formatScaled(0n)],
    ["b", formatScaled(100n), formatScaled(0n)],
    ["c", formatScaled(7n), formatScaled(7n)],
  ]);
});
