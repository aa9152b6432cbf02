import { type Decimal, formatScaled, scaledOf } from "../money/decimal.ts";
import { assertNever } from "../result/assert-never.ts";
import {
  addDays,
  addMonths,
  type BillingPeriod,
  type DateRange,
  lengthInDays,
  periodOf,
  periodsOf,
  type UsageDate,
} from "../time/period.ts";
import type { BudgetAmount, BudgetRhythm } from "./budget.ts";

/** The period of a rhythm that a day lies in; whole months, quarters and years of the calendar. */
export function periodAt(rhythm: BudgetRhythm, day: UsageDate): DateRange {
  const month = periodOf(day);
  const year = month.slice(0, 4);
  switch (rhythm.kind) {
    case "monthly":
      return monthsFrom(month, 1);
    case "quarterly":
      return monthsFrom(addMonths(month, -((Number(month.slice(5)) - 1) % 3)), 3);
    case "yearly":
      return monthsFrom(`${year}-01`, 12);
    case "rolling":
      return monthsFrom(addMonths(month, 1 - rhythm.months), rhythm.months);
    default:
      return assertNever(rhythm);
  }
}

/** The periods before one, newest first. Rolling ones move by a month and overlap. */
export function periodsBefore(rhythm: BudgetRhythm, period: DateRange, count: number): readonly DateRange[] {
  const length = periodsOf(period).length;
  const step = rhythm.kind === "rolling" ? 1 : length;
  const first = periodOf(period.from);
  return Array.from({ length: count }, (_, back) => monthsFrom(addMonths(first, -step * (back + 1)), length));
}

/** The same number of days from the start of the period before, cut at its end. */
export function sameDaysBefore(period: DateRange, toDate: DateRange): DateRange {
  const months = periodsOf(period).length;
  const from = `${addMonths(periodOf(period.from), -months)}-01`;
  const to = addDays(from, lengthInDays(toDate));
  // A period that is over is held against the whole one before it.
  return { from, to: to > period.from || toDate.to === period.to ? period.from : to };
}

/** What may be spent in a period; `null` where a month of it lies before the first month with an amount. */
export function amountOf(amount: BudgetAmount, period: DateRange): Decimal | null {
  if (amount.kind === "same") return amount.amount;
  const listed = amount.months.toSorted((a, b) => (a.month < b.month ? -1 : 1));
  let total = 0n;
  for (const month of periodsOf(period)) {
    const found = listed.findLast((each) => each.month <= month);
    if (found === undefined) return null;
    total += scaledOf(found.amount);
  }
  return formatScaled(total);
}

function monthsFrom(first: BillingPeriod, count: number): DateRange {
  return { from: `${first}-01`, to: `${addMonths(first, count)}-01` };
}
