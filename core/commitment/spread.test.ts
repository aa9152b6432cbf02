import fc from "fast-check";
import { expect, test } from "vitest";
import { evenPart, shareOut } from "./spread.ts";

const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });

test("even parts differ by at most the last digit and sum to the amount", () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 744 }), (whole, parts) => {
      const found = Array.from({ length: parts }, (_, index) => evenPart(whole, index, parts));
      expect(found.reduce((sum, part) => sum + part, 0n)).toBe(whole);
      for (const part of found) expect(part * BigInt(parts) - whole).toBeLessThan(BigInt(parts));
    }),
  );
});

test("shares are proportional to the last digit and sum to the amount", () => {
  fc.assert(
    fc.property(
      amount,
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 1 }),
      (whole, weights) => {
        const shares = shareOut(whole, weights);
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(whole);
        const all = weights.reduce((sum, weight) => sum + weight, 0n);
        if (all === 0n) return;
        for (const [index, share] of shares.entries()) {
          const error = share * all - whole * (weights[index] ?? 0n);
          expect(error < all && error > -all).toBe(true);
        }
      },
    ),
  );
});
