/** Middle value; the mean of the two middle ones of an even number; `null` of nothing. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Makes the median absolute deviation of normal noise its standard deviation. */
const TO_SIGMA = 1.4826;

/** Spread that outliers do not move: the median absolute deviation from the median, as a standard deviation. */
export function robustSpread(values: readonly number[]): number {
  const centre = median(values) ?? 0;
  return TO_SIGMA * (median(values.map((value) => Math.abs(value - centre))) ?? 0);
}

/** Slope per step as the median of the slopes of all pairs (Theil and Sen): up to 29 % outliers do not move it. */
export function medianSlope(values: readonly number[]): number {
  const slopes = values.flatMap((value, at) =>
    values.slice(at + 1).map((later, gap) => (later - value) / (gap + 1)),
  );
  return median(slopes) ?? 0;
}

/**
 * The bound that a further value stays under with probability `share` when it is like the given ones (split conformal);
 * the largest when they are too few to say.
 */
export function upperBound(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.ceil(share * (sorted.length + 1));
  return sorted[Math.min(rank, sorted.length) - 1] ?? 0;
}
