import { addDays, type BillingPeriod, type DateRange, type UsageDate } from "../time/period.ts";

export type DateFormats = {
  /** A UTC day: `Oct 31, 2026`. */
  readonly date: (day: UsageDate) => string;
  /** Without its year: `Oct 31`. */
  readonly dateShort: (day: UsageDate) => string;
  readonly period: (period: BillingPeriod) => string;
  readonly periodShort: (period: BillingPeriod) => string;
  /** Start of a bucket of a cost answer, whatever its width: a month, a day or an hour in UTC. */
  readonly bucket: (bucket: string) => string;
  /** A half-open range as people write it, last day included. */
  readonly range: (range: DateRange) => string;
  /** An instant in the user's own time zone. */
  readonly instant: (iso: string) => string;
};

export function dateFormats(locale: string): DateFormats {
  const utc = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  const day = utc({ year: "numeric", month: "short", day: "numeric" });
  const dayShort = utc({ month: "short", day: "numeric" });
  const month = utc({ year: "numeric", month: "long" });
  const monthShort = utc({ year: "numeric", month: "short" });
  const hour = utc({ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return {
    date: (text) => day.format(noonOf(text)),
    dateShort: (text) => dayShort.format(noonOf(text)),
    period: (text) => month.format(noonOf(`${text}-01`)),
    periodShort: (text) => monthShort.format(noonOf(`${text}-01`)),
    bucket: (text) => {
      if (text === "total") return "Total";
      if (text.includes("T")) return hour.format(new Date(text.endsWith("Z") ? text : `${text}Z`));
      return text.length === 7 ? monthShort.format(noonOf(`${text}-01`)) : dayShort.format(noonOf(text));
    },
    range: (range) => rangeText(range, { day, month }),
    instant: (iso) => instants.format(new Date(iso)),
  };
}

function rangeText(
  range: DateRange,
  { day, month }: { readonly day: Intl.DateTimeFormat; readonly month: Intl.DateTimeFormat },
): string {
  const last = addDays(range.to, -1);
  const isWholeMonths = range.from.endsWith("-01") && range.to.endsWith("-01");
  const style = isWholeMonths ? month : day;
  if (range.from === last) return day.format(noonOf(last));
  return style.formatRange(noonOf(range.from), noonOf(last));
}

/** Noon keeps a day the same day whatever rounding a formatter does. */
function noonOf(day: UsageDate): Date {
  return new Date(`${day}T12:00:00Z`);
}
