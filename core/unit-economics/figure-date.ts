import { addDays, isUsageDate, type UsageDate } from "../time/period.ts";

/** Which of the first two numbers of `03/04/2026` is the day. */
export type DateOrder = "dayFirst" | "monthFirst";

/** What a date cell tells; `day` is the first day it stands for. */
export type FigureDate =
  | { readonly kind: "day" | "week" | "month"; readonly day: UsageDate }
  /** Day and month could be either; the order must be told. */
  | { readonly kind: "ambiguous" }
  /** A time of the day other than midnight. */
  | { readonly kind: "hourly" }
  /** A year of two digits. */
  | { readonly kind: "shortYear" }
  | { readonly kind: "none" };

const NONE: FigureDate = { kind: "none" };
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const YEARS = /^(?:199|20\d)\d$/;
const TIME = /^(.*\d)[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z| ?UTC|[+-]00:?00)?$/i;
const MIDNIGHT = /^0?0:00(?::00(?:\.0+)?)?$/;

/** Reads a date in the forms spreadsheets write: ISO, `31.12.2026`, `12/31/2026`, `Dec 2026`, `2026-W09`. */
export function parseFigureDate(cell: string, order: DateOrder | null): FigureDate {
  const text = cell.trim();
  const timed = TIME.exec(text);
  if (timed !== null) {
    const date = parseFigureDate(timed[1] ?? "", order);
    return date.kind === "none" || MIDNIGHT.test(timed[2] ?? "") ? date : { kind: "hourly" };
  }
  return yearFirst(text) ?? yearLast(text, order) ?? named(text) ?? NONE;
}

/** The order that a date by itself proves, where it does. */
export function provenOrder(cell: string): DateOrder | null {
  const [, first, mark, second] = YEAR_LAST.exec(cell.trim()) ?? [];
  if (mark === undefined || mark === ".") return null;
  if (Number(first) > 12) return "dayFirst";
  return Number(second) > 12 ? "monthFirst" : null;
}

const YEAR_LAST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ].*)?$/;

function yearFirst(text: string): FigureDate | null {
  const week = /^(\d{4})-?W(\d{2})$/i.exec(text);
  if (week !== null) return weekOf(Number(week[1]), Number(week[2]));
  const day =
    /^(\d{4})([-/.]?)(\d{2})\2(\d{2})$/.exec(text) ?? /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (day !== null) return dayOf(day[1], day[3], day[4]);
  const month = /^(\d{4})[-/](\d{1,2})$/.exec(text);
  return month === null ? null : monthOf(month[1], month[2]);
}

function yearLast(text: string, order: DateOrder | null): FigureDate | null {
  const month = /^(\d{1,2})[/.-](\d{4})$/.exec(text);
  if (month !== null) return monthOf(month[2], month[1]);
  const [, first, mark, second, year = ""] = YEAR_LAST.exec(text) ?? [];
  if (first === undefined || second === undefined) return null;
  if (year.length === 2) return { kind: "shortYear" };
  // A date with points is written day first wherever it is written.
  const known = mark === "." ? "dayFirst" : (provenOrder(text) ?? order);
  if (Number(first) === Number(second)) return dayOf(year, second, first);
  if (known === null) return { kind: "ambiguous" };
  return known === "dayFirst" ? dayOf(year, second, first) : dayOf(year, first, second);
}

function named(text: string): FigureDate | null {
  const words = text
    .toLowerCase()
    .replaceAll(/[,.]/g, " ")
    .split(/[\s/-]+/)
    .filter((word) => word !== "");
  const month = words.map(monthNumber).find((number) => number !== null);
  const numbers = words
    .filter((word) => /^\d+(st|nd|rd|th)?$/.test(word))
    .map((word) => word.replace(/\D+$/, ""));
  if (month === undefined || month === null || words.length !== numbers.length + 1) return null;
  const year = numbers.find((number) => number.length === 4);
  if (year === undefined) return numbers.length > 0 && numbers.length < 3 ? { kind: "shortYear" } : null;
  const [day, ...more] = numbers.filter((number) => number !== year);
  if (more.length > 0) return null;
  return day === undefined ? monthOf(year, String(month)) : dayOf(year, String(month), day);
}

function monthNumber(word: string): number | null {
  const at = word.length < 3 ? -1 : MONTHS.findIndex((month) => month.startsWith(word));
  return at < 0 ? null : at + 1;
}

function dayOf(year = "", month = "", day = ""): FigureDate {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return YEARS.test(year) && isUsageDate(text) ? { kind: "day", day: text } : NONE;
}

function monthOf(year = "", month = ""): FigureDate {
  const day = `${year}-${month.padStart(2, "0")}-01`;
  return YEARS.test(year) && isUsageDate(day) ? { kind: "month", day } : NONE;
}

/** ISO weeks begin on Monday; week 1 holds 4 January. */
function weekOf(year: number, week: number): FigureDate {
  const fourth = `${String(year)}-01-04`;
  const day = addDays(startOfWeek(fourth, 1), (week - 1) * 7);
  return week >= 1 && week <= 53 && addDays(day, 3).slice(0, 4) === String(year)
    ? { kind: "week", day }
    : NONE;
}

/** Day of the week: 0 for Sunday, 1 for Monday. */
export function weekdayOf(day: UsageDate): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** First day of the week a day lies in, for weeks that begin on `weekday`. */
export function startOfWeek(day: UsageDate, weekday: number): UsageDate {
  return addDays(day, -((weekdayOf(day) - weekday + 7) % 7));
}
