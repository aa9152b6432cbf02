import type { Organisation } from "./organisation.ts";
import { addMonths, rangeOfPeriod, type BillingPeriod, type UsageDate } from "../time/period.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** AWS issues an invoice some days after the month has ended. */
const INVOICE_DELAY_DAYS = 5;

/** The stretch of time one line item covers: an hour, a day or what a monthly charge spans. */
export type Slot = {
  readonly start: string;
  readonly end: string;
  readonly interval: string;
  readonly hours: number;
  /** Days since 1970-01-01. */
  readonly dayNumber: number;
  readonly date: UsageDate;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Hour of the day when the slot is one hour. */
  readonly hour?: number;
};

/** One day with its hours. */
export type SampleDay = { readonly slot: Slot; readonly hours: readonly Slot[] };

/** One billing period of the sample world. */
export type SampleMonth = {
  readonly billingPeriod: BillingPeriod;
  /** Whose bill it is. */
  readonly organisation: Organisation;
  /** Discounts are columns of the rows they are taken off, and no rows of their own. */
  readonly hasDiscountColumns: boolean;
  /** Months before the newest one; 0 for the newest. */
  readonly age: number;
  readonly firstDay: number;
  /** First day of the next month. */
  readonly endDay: number;
  /** The period as bills write it; the end is the start of the next. */
  readonly start: string;
  readonly end: string;
  readonly hoursInMonth: number;
  /** Days with usage; fewer than the month has while it is running. */
  readonly days: readonly SampleDay[];
  readonly isInvoiced: boolean;
  /** Delivered hour by hour. */
  readonly isHourly: boolean;
};

export type CalendarOptions = {
  readonly lastPeriod: BillingPeriod;
  readonly months: number;
  /** Usage is known up to, not including, this day. */
  readonly until: UsageDate;
  readonly hourlyMonths: number;
  readonly organisation: Organisation;
  readonly hasDiscountColumns: boolean;
};

/** The months of the world, oldest first. */
export function sampleMonths(options: CalendarOptions): readonly SampleMonth[] {
  const until = dayNumberOf(options.until);
  return Array.from({ length: options.months }, (_, index) => {
    const age = options.months - 1 - index;
    const billingPeriod = addMonths(options.lastPeriod, -age);
    const { from, to } = rangeOfPeriod(billingPeriod);
    const firstDay = dayNumberOf(from);
    const endDay = dayNumberOf(to);
    return {
      billingPeriod,
      organisation: options.organisation,
      hasDiscountColumns: options.hasDiscountColumns,
      age,
      firstDay,
      endDay,
      start: dayText(firstDay),
      end: dayText(endDay),
      hoursInMonth: (endDay - firstDay) * 24,
      days: daysBetween(firstDay, Math.min(endDay, until)),
      isInvoiced: until >= endDay + INVOICE_DELAY_DAYS,
      isHourly: age < options.hourlyMonths,
    };
  });
}

/** Days since 1970-01-01 of a UTC day. */
export function dayNumberOf(date: UsageDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** The instant an AWS bill writes for the start of a day: `2026-11-01T00:00:00Z`. */
export function dayText(dayNumber: number): string {
  return instantText(dayNumber * DAY_MS);
}

/** A slot between two days, as monthly charges have. */
export function daySpan(firstDay: number, endDay: number): Slot {
  return slotAt(firstDay * DAY_MS, (endDay - firstDay) * 24);
}

function daysBetween(firstDay: number, endDay: number): readonly SampleDay[] {
  return Array.from({ length: Math.max(0, endDay - firstDay) }, (_, index) => {
    const start = (firstDay + index) * DAY_MS;
    const hours = Array.from({ length: 24 }, (_unused, hour) => ({
      ...slotAt(start + hour * HOUR_MS, 1),
      hour,
    }));
    return { slot: slotAt(start, 24), hours };
  });
}

function slotAt(startMs: number, hours: number): Slot {
  const start = instantText(startMs);
  const end = instantText(startMs + hours * HOUR_MS);
  const dayNumber = Math.floor(startMs / DAY_MS);
  return {
    start,
    end,
    interval: `${start}/${end}`,
    hours,
    dayNumber,
    date: start.slice(0, 10),
    weekday: (dayNumber + 4) % 7,
  };
}

function instantText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
