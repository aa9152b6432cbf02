import { lengthInDays, type DateRange, type Granularity } from "#core/time/period.ts";

export const CHOICES = ["month", "day", "hour"] as const;
const MOST_HOURLY_DAYS = 8;
const MOST_DAILY_DAYS = 400;

/** Why a range is not shown at a granularity; null when it is. */
export function objectionTo(granularity: Granularity, range: DateRange): string | null {
  const days = lengthInDays(range);
  if (granularity === "hour" && days > MOST_HOURLY_DAYS)
    return `Hours are shown for up to ${MOST_HOURLY_DAYS} days`;
  if (granularity === "day" && days > MOST_DAILY_DAYS)
    return `Days are shown for up to ${MOST_DAILY_DAYS} days`;
  return null;
}

/** The granularity to show: the wished one where the range allows it, else the next wider one. */
export function fitting(wished: Granularity, range: DateRange): Granularity {
  if (objectionTo(wished, range) === null) return wished;
  return objectionTo("day", range) === null && wished === "hour" ? "day" : "month";
}
