/** Guesses the time that is left from how fast the fraction has grown; `null` while there is too little to go by. */
export type Estimate = (fraction: number | null, atMs: number) => number | null;

const WARM_UP_MS = 800;
const LEAST_FRACTION = 0.04;
/** Weight of a new reading: high enough to follow a change of pace, low enough not to jump. */
const WEIGHT = 0.3;

export function createEstimate(startedMs: number): Estimate {
  let endsAtMs: number | null = null;
  return (fraction, atMs) => {
    const elapsedMs = atMs - startedMs;
    if (fraction === null || fraction < LEAST_FRACTION || elapsedMs < WARM_UP_MS) return null;
    const reading = startedMs + elapsedMs / Math.min(1, fraction);
    endsAtMs = endsAtMs === null ? reading : endsAtMs + WEIGHT * (reading - endsAtMs);
    return Math.max(0, Math.round(endsAtMs - atMs));
  };
}
