import { formatScaled, SCALE, scaledOf, subtract, sumKnown, type Decimal } from "../money/decimal.ts";
import { type CurrencyRate, rateInForce, type RateInForce } from "./rate.ts";

/** Digits behind the point that a converted amount keeps; the next one rounds it, half away from zero. */
export const CONVERTED_PLACES = 10;

/** An amount of a month in another currency. */
export type MonthAmount = { readonly month: string; readonly amount: Decimal | null };

/** Another currency that amounts are told in, and the rates it takes. */
export type Conversion = { readonly to: string; readonly rates: readonly CurrencyRate[] };

export type ConvertedMonth = MonthAmount & {
  /** Null where the month has no rate: it is not converted, and not part of the total. */
  readonly converted: Decimal | null;
  readonly rate: RateInForce | null;
};

/** Amounts in another currency, month by month; the total is the sum of the converted months. */
export type Converted = {
  readonly to: string;
  /** Null where not a single month could be converted. */
  readonly total: Decimal | null;
  readonly months: readonly ConvertedMonth[];
  /** Months with an amount and no rate. */
  readonly missing: readonly string[];
};

const STEP = 10n ** BigInt(SCALE - CONVERTED_PLACES);
const UNIT = 10n ** BigInt(SCALE);

/** `amount × rate`, rounded half away from zero to ten places. */
export function convert(amount: Decimal, rate: Decimal): Decimal {
  const product = scaledOf(amount) * scaledOf(rate);
  const divisor = UNIT * STEP;
  const magnitude = product < 0n ? -product : product;
  const rounded = ((magnitude + divisor / 2n) / divisor) * STEP;
  return formatScaled(product < 0n ? -rounded : rounded);
}

/** Converts each month by its own rate and adds them up. */
export function convertMonths(
  amounts: readonly MonthAmount[],
  { from, to, rates }: Conversion & { readonly from: string },
): Converted {
  const months = amounts.map(({ month, amount }) => {
    const rate = from === to ? ITSELF : rateInForce(rates, { from, to, month });
    const converted =
      amount === null || rate === null ? null : from === to ? amount : convert(amount, rate.rate);
    return { month, amount, converted, rate: from === to ? null : rate };
  });
  return {
    to,
    total: sumKnown(months.map(({ converted }) => converted)),
    months,
    missing: months
      .filter(({ amount, converted }) => amount !== null && converted === null)
      .map(({ month }) => month),
  };
}

/** The sum of months in another currency as a file tells it: null where one with an amount has no rate. */
export function convertWhole(
  amounts: readonly MonthAmount[],
  conversion: Conversion & { readonly from: string },
): Decimal | null {
  return wholeOf(convertMonths(amounts, conversion));
}

/** The total, unless a month is missing in it. */
export function wholeOf({ total, missing }: Converted): Decimal | null {
  return missing.length > 0 ? null : total;
}

/** How much more one sum is than another; not known where a month of either has no rate. */
export function convertedDifference(
  now: readonly MonthAmount[],
  before: readonly MonthAmount[],
  conversion: Conversion & { readonly from: string },
): Converted {
  const [more, less] = [convertMonths(now, conversion), convertMonths(before, conversion)];
  const missing = [...less.missing, ...more.missing];
  return {
    to: conversion.to,
    total: missing.length > 0 ? null : subtract(more.total ?? "0.0", less.total ?? "0.0"),
    months: [...less.months.map(negated), ...more.months],
    missing: [...new Set(missing)],
  };
}

function negated(month: ConvertedMonth): ConvertedMonth {
  const of = (amount: Decimal | null): Decimal | null => amount && subtract("0.0", amount);
  return { ...month, amount: of(month.amount), converted: of(month.converted) };
}

const ITSELF: RateInForce = { rate: "1.0", asOf: "", isEarlier: false, note: "" };
