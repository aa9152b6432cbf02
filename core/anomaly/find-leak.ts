import { medianSlope } from "../forecast/robust.ts";

/** Weeks looked at. */
export const LEAK_WEEKS = 12;
/** Part of all pairs of weeks in which the later one costs more, less those in which it costs less (Kendall). */
const STEADY = 0.85;
/** Growth over the weeks, in parts of the start, that ordinary growth does not reach. */
const LEAST_GROWTH = 0.25;
const COMPARED_WEEKS = 4;

export type Leak = {
  /** Growth in parts of the start. */
  readonly growth: number;
  /** What the last four weeks cost more than the first four. */
  readonly impact: number;
  readonly expected: number;
  readonly actual: number;
};

/** Steady growth of weekly costs, oldest first: a leak has no day that stands out. */
export function findLeak(weeks: readonly number[], minimum: number): Leak | null {
  if (weeks.length < LEAK_WEEKS) return null;
  const recent = weeks.slice(-LEAK_WEEKS);
  const slope = medianSlope(recent);
  const start = (recent[0] ?? 0) > 0 ? (recent[0] ?? 0) : Number.NaN;
  const growth = (slope * (LEAK_WEEKS - 1)) / start;
  const expected = total(recent.slice(0, COMPARED_WEEKS));
  const actual = total(recent.slice(-COMPARED_WEEKS));
  const impact = actual - expected;
  const isLeak = steadiness(recent) >= STEADY && growth >= LEAST_GROWTH && impact >= minimum;
  return isLeak ? { growth, impact, expected, actual } : null;
}

/** Kendall's tau against time: 1 for ever rising, 0 for no direction. */
export function steadiness(values: readonly number[]): number {
  const signs = values.flatMap((value, at) => values.slice(at + 1).map((later) => Math.sign(later - value)));
  return signs.length === 0 ? 0 : total(signs) / signs.length;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
