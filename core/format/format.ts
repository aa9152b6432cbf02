import { dateFormats, type DateFormats } from "./dates.ts";
import { moneyFormats, type MoneyFormats } from "./money.ts";
import { quantityFormats, type QuantityFormats } from "./quantities.ts";

/** All writing of numbers and dates in one locale. */
export type Format = MoneyFormats & QuantityFormats & DateFormats & { readonly locale: string };

export function createFormat(locale: string): Format {
  return { locale, ...moneyFormats(locale), ...quantityFormats(locale), ...dateFormats(locale) };
}

export { UNKNOWN } from "./unknown.ts";
