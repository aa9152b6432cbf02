/** Middle value; the mean of the two middle ones of an even number; `null` of nothing. */
export function median(values: readonly number[]): number | null {
  return middleOf(Float64Array.from(values));
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
  const count = values.length;
  const slopes = new Float64Array((count * (count - 1)) / 2);
  let next = 0;
  for (let first = 0; first < count; first += 1) {
    const value = values[first] ?? 0;
    for (let second = first + 1; second < count; second += 1) {
      slopes[next] = ((values[second] ?? 0) - value) / (second - first);
      next += 1;
    }
  }
  return middleOf(slopes) ?? 0;
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

/** Back-tests ask for medians of thousands of slopes by the hundred, so nothing is sorted whole. Reorders the values. */
function middleOf(values: Float64Array): number | null {
  if (values.length === 0) return null;
  const middle = Math.floor(values.length / 2);
  const upper = placeRank(values, middle);
  if (values.length % 2 === 1) return upper;
  return (values.subarray(0, middle).reduce((most, value) => Math.max(most, value), -Infinity) + upper) / 2;
}

/** Puts the value of a rank in its place, none larger before it and none smaller after it (Hoare's selection). */
function placeRank(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[rank] ?? 0;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] ?? pivot) < pivot) left += 1;
      while ((values[right] ?? pivot) > pivot) right -= 1;
      if (left > right) break;
      const swapped = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (right < rank) low = left;
    if (left > rank) high = right;
  }
  return values[rank] ?? 0;
}
