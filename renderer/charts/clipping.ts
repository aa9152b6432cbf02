import type { TimePicture } from "./series.ts";

const FEWEST_BUCKETS = 10;
const OUTLYING = 2.2;
const HEADROOM = 1.3;

/** Where the scale ends, and what stands beyond it. */
export type Clipping = { readonly top: number; readonly beyond: readonly (number | null)[] };

/**
 * A few buckets that tower over all others (the fees of a month fall on its first day) would press the rest flat.
 * Then the scale ends above the others, and each bar that is cut is marked with its full amount. Null where nothing towers.
 */
export function clippingOf(picture: TimePicture): Clipping | null {
  if (picture.isUncut === true || picture.kind !== "bars" || picture.buckets.length < FEWEST_BUCKETS)
    return null;
  const heights = picture.buckets.map((_, at) => heightAt(picture, at));
  const ranked = [...heights].sort((a, b) => a - b);
  const usual = ranked[Math.floor(ranked.length * 0.85)] ?? 0;
  const isOutlying = (height: number): boolean => height > usual * OUTLYING;
  const others = heights.filter((height) => !isOutlying(height));
  const few = Math.ceil(heights.length * 0.1);
  if (usual <= 0 || others.length === heights.length || heights.length - others.length > few) return null;
  const top = niceAbove(Math.max(...others) * HEADROOM);
  return { top, beyond: heights.map((height) => (height > top ? height : null)) };
}

function heightAt(picture: TimePicture, at: number): number {
  return picture.series.reduce((sum, series) => sum + Math.max(0, series.values[at] ?? 0), 0);
}

/** The next value with one digit or a half: 1, 1.5, 2, 2.5 ... 9.5, times a power of ten. */
function niceAbove(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value)) / 2;
  return Math.ceil(value / unit) * unit;
}
