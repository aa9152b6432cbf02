import { addDays, periodOf, rangeOfPeriod, type UsageDate } from "../time/period.ts";
import { median } from "./robust.ts";

/** What all reports together hold of one day. */
export type DayFill = { readonly day: UsageDate; readonly amount: number; readonly lineItems: number };

/** AWS goes on adding to a day for a day or two. */
const MOST_DROPPED = 2;
const WEEK = 7;
const WEEKS = 4;
/** Below this part of the same weekday's usual cost or line items a day is taken for unfinished. */
const USUAL_SHARE = 0.7;

/**
 * The newest days that are not finished: the last one of a month that goes on, since AWS may still add to it, and each of the
 * last two that falls far short of the same weekday in the four weeks before. Oldest first.
 */
export function incompleteDays(days: readonly DayFill[]): readonly UsageDate[] {
  const last = days.at(-1);
  if (last === undefined) return [];
  const isOpen = addDays(last.day, 1) < rangeOfPeriod(periodOf(last.day)).to;
  const newest = days.slice(-MOST_DROPPED);
  const first = newest.findIndex((day, at) => (isOpen && at === newest.length - 1) || isShort(day, days));
  return first < 0 ? [] : newest.slice(first).map(({ day }) => day);
}

function isShort({ day, amount, lineItems }: DayFill, days: readonly DayFill[]): boolean {
  const same = Array.from({ length: WEEKS }, (_, week) => addDays(day, -WEEK * (week + 1)));
  const earlier = days.filter((each) => same.includes(each.day));
  const usual = (pick: (each: DayFill) => number): number => median(earlier.map(pick)) ?? 0;
  return (
    amount < USUAL_SHARE * usual((each) => each.amount) ||
    lineItems < USUAL_SHARE * usual((each) => each.lineItems)
  );
}
