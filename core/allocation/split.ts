/**
 * Divides a whole number by weights so that the parts sum to it exactly: each part is cut to a whole digit, and the digits
 * left over go to the largest remainders, the first of equal ones first. Weights are never negative; with none above
 * zero there is no division and the answer is null. A negative total is divided as its magnitude.
 */
export function splitExactly(total: bigint, weights: readonly bigint[]): readonly bigint[] | null {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole <= 0n) return null;
  const magnitude = total < 0n ? -total : total;
  const sign = total < 0n ? -1n : 1n;
  const parts = weights.map((weight, at) => ({
    at,
    cut: (magnitude * weight) / whole,
    remainder: (magnitude * weight) % whole,
  }));
  const left = Number(magnitude - parts.reduce((sum, { cut }) => sum + cut, 0n));
  const raised = new Set(
    parts
      .toSorted((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1))
      .slice(0, left)
      .map(({ at }) => at),
  );
  return parts.map(({ at, cut }) => sign * (raised.has(at) ? cut + 1n : cut));
}

/** Divides amounts that come one after the other so that the parts of any run of them sum to the division of its sum. */
export type RunningSplit = {
  /** Parts of the next amount. */
  readonly next: (amount: bigint) => readonly bigint[];
};

/** Null where the weights divide nothing. `before` is what has come already. */
export function runningSplit(weights: readonly bigint[], before = 0n): RunningSplit | null {
  let total = before;
  const first = splitExactly(total, weights);
  if (first === null) return null;
  let done = first;
  return {
    next(amount) {
      total += amount;
      const upTo = splitExactly(total, weights) ?? [];
      const parts = upTo.map((part, at) => part - (done[at] ?? 0n));
      done = upTo;
      return parts;
    },
  };
}
