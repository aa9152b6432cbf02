import { fail } from "../../result/failure.ts";
import {
  addDays,
  type DateRange,
  type Granularity,
  lengthInDays,
  periodOf,
  periodsOf,
} from "../../time/period.ts";

/** More buckets than a chart or a table can show are refused rather than computed. */
const MOST_BUCKETS = 4_000;

/** Start of every time bucket of a range, oldest first: `2026-10`, `2026-10-31`, `2026-10-31T05:00` or `total`. */
export function bucketsOf(range: DateRange, granularity: Granularity): readonly string[] {
  const days = lengthInDays(range);
  if (!(days > 0)) fail("query.invalid", { at: "range", problem: "the range ends before it begins" });
  if (granularity === "total") return ["total"];
  if (granularity === "month") return periodsOf(range);
  const count = granularity === "day" ? days : days * 24;
  if (count > MOST_BUCKETS)
    fail("query.invalid", {
      at: "range",
      problem: `the range has ${count} ${granularity}s, at most ${MOST_BUCKETS} are answered`,
    });
  const dates = Array.from({ length: days }, (_, index) => addDays(range.from, index));
  return granularity === "day" ? dates : dates.flatMap(hoursOf);
}

/** Billing period a bucket lies in; `null` for `total`. */
export function periodOfBucket(bucket: string): string | null {
  return bucket === "total" ? null : periodOf(bucket);
}

function hoursOf(date: string): readonly string[] {
  return Array.from({ length: 24 }, (_, hour) => `${date}T${String(hour).padStart(2, "0")}:00`);
}
