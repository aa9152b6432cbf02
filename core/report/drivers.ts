import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import { type Decimal, formatScaled, ratio, scaledOf } from "../money/decimal.ts";

/** A dimension value that explains some of a difference. */
export type Driver = {
  readonly dimension: DimensionRef;
  readonly value: string | null;
  readonly label: string | null;
  readonly now: Decimal;
  readonly before: Decimal;
  readonly change: Decimal;
  /** Its part of the whole difference; above 1 where other values moved the other way. */
  readonly share: number | null;
};

export type ValueChange = {
  readonly value: string | null;
  readonly label: string | null;
  readonly now: Decimal;
  readonly before: Decimal;
};

/** The values of a dimension that moved most in the direction of the whole, largest first. */
export function driversOf(
  dimension: DimensionRef,
  changes: readonly ValueChange[],
  most: number,
): readonly Driver[] {
  const moved = changes.map((each) => ({ ...each, change: scaledOf(each.now) - scaledOf(each.before) }));
  const whole = moved.reduce((sum, { change }) => sum + change, 0n);
  const sign = whole < 0n ? -1n : 1n;
  return moved
    .filter(({ change }) => change * sign > 0n)
    .toSorted((a, b) => compareBig(b.change * sign, a.change * sign) || compareText(a.value, b.value))
    .slice(0, most)
    .map((each) => ({
      ...each,
      dimension,
      change: formatScaled(each.change),
      share: ratio(formatScaled(each.change), formatScaled(whole)),
    }));
}

function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareText(a: string | null, b: string | null): number {
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
