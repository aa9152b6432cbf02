import { metricName } from "../format/metrics.ts";
import { dateFormats } from "../format/dates.ts";
import { createFormat, type Format, UNKNOWN } from "../format/format.ts";
import { oneSentence } from "../result/sentence.ts";
import { compare, formatScaled, ratio, scaledOf, subtract, type Decimal } from "../money/decimal.ts";
import { addMonths, rangeOfPeriod } from "../time/period.ts";
import { readable, tint } from "./colour.ts";
import type { ReportContent, Told } from "./content.ts";

/** A report's content with the ways to write and to draw it. */
export type Telling = {
  readonly content: ReportContent;
  readonly format: Format;
  /** Readable on white. */
  readonly accent: string;
  /** Colours of series, the first one the client's. */
  readonly inks: readonly string[];
  /** To the cent; what is less than a cent says so. */
  readonly money: (amount: Decimal | null) => string;
  /** For headlines: `$1.2M`. */
  readonly short: (amount: Decimal | null) => string;
  /** A difference with its sign. */
  readonly delta: (change: Decimal | null) => string;
  readonly month: string;
  readonly monthBefore: string;
  /** The reported days are not the whole month. */
  readonly isPartial: boolean;
};

const OTHER_INKS = ["#7a8fb0", "#c08a3e", "#6b7f5f", "#9a6a86", "#4d6f7c"];
/** What is left over. */
export const OTHER_INK = "#c3c9d2";
/** Series told by name beside "other". */
export const SERIES = OTHER_INKS.length + 1;

const ENGLISH = "en-GB";

export function tellingOf(content: ReportContent): Telling {
  const { definition, currency, month, held } = content;
  const format = {
    ...createFormat(withLatinDigits(definition.locale)),
    // The words of a report are English, and months are words.
    ...(definition.locale.startsWith("en") ? {} : dateFormats(ENGLISH)),
  };
  const accent = readable(definition.accent);
  return {
    content,
    format,
    accent,
    inks: [accent, ...OTHER_INKS],
    money: (amount) => moneyOf(format, amount, currency),
    short: (amount) => format.moneyHeadline(amount, currency),
    delta: (change) => format.moneyDelta(change, "0.0", currency),
    month: format.period(month),
    monthBefore: format.period(addMonths(month, -1)),
    isPartial: held.to !== rangeOfPeriod(month).to,
  };
}

/** The font that a report brings along has no others. */
function withLatinDigits(locale: string): string {
  return new Intl.Locale(locale, { numberingSystem: "latn" }).toString();
}

const CENT = "0.01";
const HALF_CENT = "0.005";

/** To the cent, in a table that somebody reads who does not count in parts of one. */
export function moneyOf(format: Format, amount: Decimal | null, currency: string | null): string {
  if (amount === null) return UNKNOWN;
  const size = magnitude(amount);
  return compare(size, HALF_CENT) >= 0 || compare(size, "0.0") === 0
    ? format.money(amount, currency)
    : `< ${format.money(CENT, currency)}`;
}

/** The colour behind a block. */
export function ground(telling: Telling): string {
  return tint(telling.accent, 0.07);
}

/** Cost of the reported month; null where nothing is known. */
export function monthTotal({ content: { trend } }: Telling): Decimal | null {
  return trend.values.at(-1) ?? null;
}

/** Cost of the month before. */
export function totalBefore({ content: { trend } }: Telling): Decimal | null {
  return trend.values.at(-2) ?? null;
}

export function changeOf(now: Decimal | null, before: Decimal | null): Decimal | null {
  return now === null || before === null ? null : subtract(now, before);
}

export function magnitude(amount: Decimal): Decimal {
  return amount.startsWith("-") ? amount.slice(1) : amount;
}

export function isRise(change: Decimal): boolean {
  return compare(change, "0.0") > 0;
}

/** Part of the largest amount, for a bar. */
export function barOf(amount: Decimal | null, all: readonly (Decimal | null)[]): number {
  const largest = all.reduce((most, one) => {
    const scaled = one === null ? 0n : scaledOf(one);
    return scaled > most ? scaled : most;
  }, 0n);
  return amount === null || largest === 0n ? 0 : Math.max(0, ratio(amount, formatScaled(largest)) ?? 0);
}

/** For drawing only. */
export function drawn(amount: Decimal | null): number | null {
  return amount === null ? null : Number(amount);
}

/** Why a part of a report is not there, as a sentence. */
export function whyNot(told: Told<unknown>): string {
  if (told.kind === "told") return "";
  return `Not computable, because: ${oneSentence(told.failure)}`;
}

/** What all figures of a page are read from. */
export function sourceOf({ content: { metric, currency, trend } }: Telling, what: string): string {
  const store = {
    daily: "daily roll-up",
    dailyResource: "daily roll-up by resource",
    lineItems: "line items",
  };
  return `${what}. ${metricName(metric)}${currency === null ? "" : `, ${currency}`}, days in UTC. Source: AWS cost reports of the workspace (${store[trend.answeredFrom]}).`;
}
