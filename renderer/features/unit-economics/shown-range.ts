import type { BusinessMetric, Grain } from "#core/unit-economics/business-metric.ts";
import { wholePeriods } from "#core/unit-economics/unit-costs.ts";
import { addDays, addMonths, type DateRange, periodOf } from "#core/time/period.ts";

const PERIODS_BEFORE = { month: 12, week: 12, day: 34 } as const;

/** The period looked at and those before it, as far as costs are held: a trend needs more than one. */
export function shownRange(
  asked: DateRange,
  held: DateRange,
  by: Grain,
  metric: Pick<BusinessMetric, "grain" | "figures">,
): DateRange {
  const last = addDays(asked.to, -1);
  const back =
    by === "month"
      ? `${addMonths(periodOf(last), -PERIODS_BEFORE.month)}-01`
      : addDays(last, by === "week" ? -7 * PERIODS_BEFORE.week : -PERIODS_BEFORE.day);
  const from = [asked.from, back].toSorted()[0] ?? asked.from;
  return wholePeriods(
    { from: from < held.from && held.from < asked.to ? held.from : from, to: asked.to },
    by,
    metric,
  );
}
