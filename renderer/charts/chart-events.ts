import type { BucketSpan } from "./series.ts";

/** Index of the bucket an ECharts `updateAxisPointer` event points at. */
export function pointedBucket(event: unknown): number | null {
  const axis = firstOf(fieldOf(event, "axesInfo"));
  const value = fieldOf(axis, "value");
  return typeof value === "number" && value >= 0 ? value : null;
}

/** Buckets an ECharts `brushEnd` event spans, cut to those there are; a mere click spans none. */
export function draggedSpan(event: unknown, count: number): BucketSpan | null {
  const range = fieldOf(firstOf(fieldOf(event, "areas")), "coordRange");
  if (!Array.isArray(range)) return null;
  const [from, to]: unknown[] = range;
  if (typeof from !== "number" || typeof to !== "number") return null;
  const first = Math.max(0, Math.min(from, to));
  const last = Math.min(count - 1, Math.max(from, to));
  const isNarrowing = last - first + 1 < count;
  return last >= first && isNarrowing ? { first, last } : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}
