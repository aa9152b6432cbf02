/** Part `index` of an amount divided evenly over `parts`; all parts sum to the amount to the last digit. */
export function evenPart(amount: bigint, index: number, parts: number): bigint {
  const upTo = (count: number): bigint => (amount * BigInt(count)) / BigInt(parts);
  return upTo(index + 1) - upTo(index);
}

/**
 * Divides an amount in proportion to weights, to the last digit: what rounding leaves goes to the largest remainders, the
 * first of equals. Weights of nothing share evenly.
 */
export function shareOut(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return weights.map((_, index) => evenPart(amount, index, weights.length));
  const shares = weights.map((weight) => floored(amount * weight, whole));
  const rest = amount - shares.reduce((sum, share) => sum + share, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: amount * weight - (shares[index] ?? 0n) * whole }))
    .toSorted((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
    );
  const extra = new Set(byRemainder.slice(0, Number(rest)).map(({ index }) => index));
  return shares.map((share, index) => (extra.has(index) ? share + 1n : share));
}

function floored(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}
