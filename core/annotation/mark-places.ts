import { isBillingPeriod, isUsageDate, rangeOfPeriod, addDays, type DateRange } from "../time/period.ts";
import { byDay, overlaps, type Annotation } from "./annotation.ts";

/** A note and the buckets of a time axis it stands at, both ends included. */
export type PlacedAnnotation = {
  readonly annotation: Annotation;
  readonly first: number;
  readonly last: number;
};

/** Where notes stand on an axis of months, days or hours; none on an axis of anything else. */
export function placeAnnotations(
  annotations: readonly Annotation[],
  buckets: readonly string[],
): readonly PlacedAnnotation[] {
  const ranges = buckets.map(daysOfBucket);
  return byDay(annotations).flatMap((annotation): PlacedAnnotation[] => {
    const touches = (range: DateRange | null): boolean => range !== null && overlaps(annotation, range);
    const first = ranges.findIndex(touches);
    return first < 0 ? [] : [{ annotation, first, last: ranges.findLastIndex(touches) }];
  });
}

/** The days of a bucket as answers write it: `2026-10`, `2026-10-31`, `2026-10-31T05:00`; null for `total` and the like. */
export function daysOfBucket(bucket: string): DateRange | null {
  if (isBillingPeriod(bucket)) return rangeOfPeriod(bucket);
  const day = bucket.slice(0, 10);
  return isUsageDate(day) ? { from: day, to: addDays(day, 1) } : null;
}
