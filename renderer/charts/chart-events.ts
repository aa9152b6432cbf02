import type { BucketSpan } from "./series.ts";

/** Index of the bucket an ECharts `updateAxisPointer` event points at. */
export function pointedBucket(event: unknown): number | null {
  const axis = firstOf(fieldOf(event, "axesInfo"));
  const value = fieldOf(axis, "value");
  return typeof value === "number" && value >= 0 ? value : null;
}

/** Buckets between the two a drag began and ended at; null when it spans them all or left the picture. */
export function spanBetween(from: unknown, to: unknown, count: number): BucketSpan | null {
  if (typeof from !== "number" || typeof to !== "number" || !Number.isFinite(from + to)) return null;
  const first = Math.max(0, Math.round(Math.min(from, to)));
  const last = Math.min(count - 1, Math.round(Math.max(from, to)));
  const isNarrowing = last - first + 1 < count;
  return last >= first && isNarrowing ? { first, last } : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}
