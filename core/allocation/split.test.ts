import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runningSplit, splitExactly } from "./split.ts";

const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 24n }), { minLength: 1, maxLength: 12 });
const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

describe("splitting", () => {
  test("digits left over go to the largest remainders, the first of equal ones first", () => {
    expect(splitExactly(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(splitExactly(10n, [1n, 2n, 4n])).toEqual([1n, 3n, 6n]);
    expect(splitExactly(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(splitExactly(7n, [0n, 5n, 0n])).toEqual([0n, 7n, 0n]);
  });

  test("nothing is divided by nothing", () => {
    expect(splitExactly(5n, [])).toBeNull();
    expect(splitExactly(5n, [0n, 0n])).toBeNull();
  });

  test("parts sum to the whole, and none is further than one digit from its exact share", () => {
    fc.assert(
      fc.property(amount, weights, (total, shares) => {
        const parts = splitExactly(total, shares);
        if (parts === null) return sum(shares) === 0n;
        const whole = sum(shares);
        return (
          sum(parts) === total &&
          parts.every((part, at) => {
            const off = part * whole - total * (shares[at] ?? 0n);
            return (off < 0n ? -off : off) < whole;
          })
        );
      }),
    );
  });

  test("any run of amounts gets the parts of its sum", () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 8 }), weights, amount, (amounts, shares, before) => {
        const run = runningSplit(shares, before);
        if (run === null) return sum(shares) === 0n;
        const sums = shares.map(() => 0n);
        for (const each of amounts) {
          const parts = run.next(each);
          if (sum(parts) !== each) return false;
          for (const [at, part] of parts.entries()) sums[at] = (sums[at] ?? 0n) + part;
        }
        const first = splitExactly(before, shares) ?? [];
        const last = splitExactly(before + sum(amounts), shares) ?? [];
        return sums.every((part, at) => part === (last[at] ?? 0n) - (first[at] ?? 0n));
      }),
    );
  });
});
