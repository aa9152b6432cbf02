import { SCALE } from "../money/decimal.ts";

const ONE = 10n ** BigInt(SCALE);

/** `a x b` of scaled numbers, cut towards zero at the last digit. */
export function times(a: bigint, b: bigint): bigint {
  return (a * b) / ONE;
}

/** `a / b` of scaled numbers, cut likewise; zero where there is nothing to divide by. */
export function per(a: bigint, b: bigint): bigint {
  return b === 0n ? 0n : (a * ONE) / b;
}

/** A whole number, scaled. */
export function whole(value: number): bigint {
  return BigInt(value) * ONE;
}

export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
