import { type Decimal, compare, ratio } from "#core/money/decimal.ts";
import type { BudgetStatus } from "#core/budget/evaluate.ts";

export type Evaluated = Extract<BudgetStatus, { kind: "evaluated" }>;

/** Positions of a burn bar as shares of its width, 0..1; null where nothing is known. */
export type BurnScale = {
  readonly actual: number;
  readonly expected: number | null;
  readonly amount: number;
  readonly thresholds: readonly {
    readonly at: number;
    readonly isPassed: boolean;
    readonly on: "actual" | "forecast";
    readonly percent: number;
  }[];
};

/** A little room beyond the largest mark. */
const ROOM = 1.06;

/** Lays a budget's amounts on one line; null where there is no amount to hold anything against. */
export function burnScale({ amount, actual, expected, thresholds }: Evaluated): BurnScale | null {
  if (amount === null || compare(amount, "0.0") <= 0) return null;
  const share = (part: Decimal | null): number | null => (part === null ? null : (ratio(part, amount) ?? 0));
  const marks = thresholds.map(({ percent }) => percent / 100);
  const widest = ROOM * Math.max(1, share(actual) ?? 0, share(expected) ?? 0, ...marks);
  const place = (value: number): number => Math.min(1, Math.max(0, value / widest));
  const ahead = share(expected);
  return {
    actual: place(share(actual) ?? 0),
    expected: ahead === null ? null : place(ahead),
    amount: place(1),
    thresholds: thresholds.map(({ percent, isPassed, on }) => ({
      at: place(percent / 100),
      isPassed,
      on,
      percent,
    })),
  };
}
