/** The UTC month a bill covers, `2026-10`. AWS: `bill_billing_period_start_date`. */
export type BillingPeriod = string;

/** A UTC day, `2026-10-31`. */
export type UsageDate = string;

/** Half-open range of UTC days: `from` is in, `to` is out. */
export type DateRange = { readonly from: UsageDate; readonly to: UsageDate };

export const GRANULARITIES = ["hour", "day", "month", "total"] as const;
/** Width of one time bucket; `total` is one bucket over the whole range. */
export type Granularity = (typeof GRANULARITIES)[number];

const DAY_MS = 86_400_000;
const PERIOD = /^(\d{4})-(0[1-9]|1[0-2])$/;

export function isBillingPeriod(text: string): boolean {
  return PERIOD.test(text);
}

export function isUsageDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dateOf(dayNumber(text)) === text;
}

/** Days of a billing period as a half-open range. */
export function rangeOfPeriod(period: BillingPeriod): DateRange {
  return { from: `${period}-01`, to: `${addMonths(period, 1)}-01` };
}

/** Billing period of a day. */
export function periodOf(date: UsageDate): BillingPeriod {
  return date.slice(0, 7);
}

export function addMonths(period: BillingPeriod, months: number): BillingPeriod {
  const [year = 0, month = 1] = period.split("-").map(Number);
  const index = year * 12 + month - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
}

export function addDays(date: UsageDate, days: number): UsageDate {
  return dateOf(dayNumber(date) + days);
}

/** Number of days in a half-open range. */
export function lengthInDays(range: DateRange): number {
  return dayNumber(range.to) - dayNumber(range.from);
}

/** Billing periods a range touches, oldest first. */
export function periodsOf(range: DateRange): readonly BillingPeriod[] {
  const periods: BillingPeriod[] = [];
  const last = periodOf(addDays(range.to, -1));
  for (let period = periodOf(range.from); period <= last; period = addMonths(period, 1)) periods.push(period);
  return periods;
}

/** Days widened to the months they are in. */
export function wholeMonths({ from, to }: DateRange): DateRange {
  const periods = periodsOf({ from, to });
  const [first = periodOf(from)] = periods;
  return { from: `${first}-01`, to: `${addMonths(periods.at(-1) ?? first, 1)}-01` };
}

/** The month that all days of a range are of; null where they are of several. */
export function onlyPeriodOf(range: DateRange): BillingPeriod | null {
  const [only, ...others] = periodsOf(range);
  return only === undefined || others.length > 0 ? null : only;
}

/** The newest month whose last day is held; the only one there is, ended or not. */
export function lastEndedPeriod({ from, to }: DateRange): BillingPeriod {
  const ended = addMonths(periodOf(to.endsWith("-01") ? to : addDays(to, -1)), -1);
  return ended < periodOf(from) ? periodOf(from) : ended;
}

/** 0 is Sunday. */
export function weekdayOf(date: UsageDate): number {
  return (dayNumber(date) + 4) % 7;
}

function dayNumber(date: UsageDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function dateOf(day: number): UsageDate {
  return Number.isFinite(day) ? new Date(day * DAY_MS).toISOString().slice(0, 10) : "";
}
