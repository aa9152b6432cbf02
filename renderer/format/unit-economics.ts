import { type Decimal, divideRounded, formatScaled, SCALE, scaledOf } from "#core/money/decimal.ts";
import { lengthInDays } from "#core/time/period.ts";
import type { BusinessMetric, Grain, Per } from "#core/unit-economics/business-metric.ts";
import type { LineProblem, ReadFault, ReadQuestion } from "#core/unit-economics/read-figures.ts";
import type { UnitCostPeriod } from "#core/unit-economics/unit-costs.ts";
import type { Format } from "./format.ts";

export const GRAIN_NAMES: Readonly<Record<Grain, string>> = { day: "Day", week: "Week", month: "Month" };

const PER_WORDS: Readonly<Record<Per, string>> = { 1: "one", 1_000: "1,000", 1_000_000: "1,000,000" };

/** `Cost per 1,000 (Requests)`. */
export function costPerUnitName({ name, per }: Pick<BusinessMetric, "name" | "per">): string {
  return per === 1 ? `Cost per unit (${name})` : `Cost per ${PER_WORDS[per]} (${name})`;
}

export function perName(per: Per): string {
  return `Cost of ${PER_WORDS[per]}`;
}

/** A period as people write it: `Oct 2026`, `Oct 31`, `Oct 26 – Nov 1`. */
export function unitPeriodName(format: Format, by: Grain, { range }: Pick<UnitCostPeriod, "range">): string {
  if (by === "month") return format.periodShort(range.from.slice(0, 7));
  return by === "day" ? format.date(range.from) : format.range(range);
}

/** Why a period is not told, or told in part; null where it is whole. */
export function unitStateWords({ state, range, daysCounted }: UnitCostPeriod): string | null {
  const days = `${daysCounted} of ${lengthInDays(range)} days`;
  switch (state) {
    case "whole":
      return null;
    case "part":
      return `${days} have cost and figure; only they count`;
    case "open":
      return daysCounted === 0 ? "goes on: told when its costs are whole" : `goes on: ${days} so far`;
    case "noFigure":
      return "no figure";
    case "noCost":
      return "costs not held in full";
    case "notAboveZero":
      return "figure is not above 0";
  }
}

export function faultWords(fault: ReadFault): string {
  const words: Readonly<Record<ReadFault, string>> = {
    noLines: "There are no lines with figures.",
    tooLong: "There are more than 200,000 lines. Sum them up by day first.",
    noDate: "Exactly one column must hold dates. Choose it below.",
    noFigure: "No column holds figures. Choose one below.",
    twoFigures: "A column names what is counted, so only one column can hold the figures. Choose below.",
  };
  return words[fault];
}

export function problemWords({ line, text, reason }: LineProblem): string {
  const shown = text === "" ? "nothing" : `“${text}”`;
  const words: Readonly<Record<LineProblem["reason"], string>> = {
    date: "is no date",
    hourly: "is a time of the day; figures count days, weeks or months",
    shortYear: "has a year of two digits; write four",
    number: "is no number",
    name: "has no name of what it counts",
  };
  return `Line ${line}: ${shown} ${words[reason]}.`;
}

type Answer = { readonly value: string; readonly label: string };

/** A question about a file, and what may be answered. */
export function questionWords({ about, examples }: ReadQuestion): {
  readonly text: string;
  readonly answers: readonly Answer[];
} {
  const shown = examples.map((example) => `“${example}”`).join(", ");
  switch (about) {
    case "dateOrder":
      return {
        text: `${shown} can be read in two ways. What stands first?`,
        answers: [
          { value: "dayFirst", label: "The day" },
          { value: "monthFirst", label: "The month" },
        ],
      };
    case "decimalMark":
      return {
        text: `${shown} can be read in two ways. What stands before the fraction?`,
        answers: [
          { value: ".", label: "A point: 1,234 is more than a thousand" },
          { value: ",", label: "A comma: 1,234 is a little more than one" },
        ],
      };
    case "repeats":
      return {
        text: `There are several figures for ${shown}. Which counts?`,
        answers: [
          { value: "sum", label: "All of them, added up" },
          { value: "last", label: "The last one" },
        ],
      };
  }
}

const MOST_DIGITS = 12;

/** Costs per unit of one column, all with as many digits as leave the largest four that count. */
export function unitCostColumn(
  format: Format,
  amounts: readonly (Decimal | null)[],
  currency: string | null,
): readonly string[] {
  const largest = Math.max(0, ...amounts.map((amount) => Math.abs(Number(amount ?? 0))));
  const digits = largest >= 100 ? 2 : Math.min(MOST_DIGITS, 4 - Math.floor(Math.log10(largest || 1)) - 1);
  const unit = 10n ** BigInt(SCALE - Math.max(2, digits));
  const rounded = amounts.map((amount) =>
    amount === null ? null : formatScaled(divideRounded(scaledOf(amount), unit) * unit),
  );
  return format.moneyColumn(rounded, currency);
}
