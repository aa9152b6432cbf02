import { compare, subtract, type Decimal } from "../money/decimal.ts";
import { numericText } from "./numeric.ts";
import { UNKNOWN } from "./unknown.ts";

export type MoneyFormats = {
  /** To the cent: `$1,234.50`. Amounts that would round to zero keep two significant digits: `$0.00042`. */
  readonly money: (amount: Decimal | null, currency: string | null) => string;
  /** For axes and headlines: `$12.3K`. */
  readonly moneyShort: (amount: Decimal | number | null, currency: string | null) => string;
  /** For sentences and marks that stand beside each other: `$12.3K`, `$847`, all of one size with as many digits. */
  readonly moneyHeadline: (amount: Decimal | null, currency: string | null) => string;
  /** A number a chart was drawn from, to the cent. */
  readonly moneyDrawn: (amount: number, currency: string | null) => string;
  /** Every digit that is known: `$1,234.5012345678`. */
  readonly moneyExact: (amount: Decimal | null, currency: string | null) => string;
  /** Exact amounts of one column, all with as many digits, so that their points stand below each other. */
  readonly moneyColumn: (amounts: readonly (Decimal | null)[], currency: string | null) => readonly string[];
  /** Difference `now - before` with its sign: `+$12.00`. */
  readonly moneyDelta: (now: Decimal | null, before: Decimal | null, currency: string | null) => string;
};

const ZERO = "0.0";
const HALF_CENT = "0.005";

export function moneyFormats(locale: string): MoneyFormats {
  const styles = new Map<string, Intl.NumberFormat>();
  const style = (
    currency: string | null,
    key: string,
    options: Intl.NumberFormatOptions,
  ): Intl.NumberFormat => {
    const id = `${key} ${currency}`;
    const made = styles.get(id) ?? new Intl.NumberFormat(locale, { ...currencyStyle(currency), ...options });
    styles.set(id, made);
    return made;
  };
  const written = (amount: Decimal, currency: string | null, signDisplay: "auto" | "exceptZero"): string => {
    const text = numericText(amount);
    const isTiny = compare(magnitude(amount), HALF_CENT) < 0 && compare(amount, ZERO) !== 0;
    const options: Intl.NumberFormatOptions = isTiny
      ? { maximumSignificantDigits: 2 }
      : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    return style(currency, `${isTiny} ${signDisplay}`, { ...options, signDisplay }).format(text);
  };
  return {
    money: (amount, currency) => (amount === null ? UNKNOWN : written(amount, currency, "auto")),
    moneyShort: (amount, currency) =>
      amount === null ? UNKNOWN : shortly(Number(amount), (key, options) => style(currency, key, options)),
    moneyHeadline: (amount, currency) =>
      amount === null ? UNKNOWN : headline(Number(amount), (key, options) => style(currency, key, options)),
    moneyDrawn: (amount, currency) =>
      style(currency, "drawn", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount),
    moneyExact: (amount, currency) =>
      amount === null
        ? UNKNOWN
        : style(currency, "exact", { minimumFractionDigits: 2, maximumFractionDigits: 18 }).format(
            numericText(amount),
          ),
    moneyColumn: (amounts, currency) => {
      const digits = Math.max(2, ...amounts.map(digitsOf));
      const aligned = style(currency, `column ${digits}`, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      return amounts.map((amount) => (amount === null ? UNKNOWN : aligned.format(numericText(amount))));
    },
    moneyDelta: (now, before, currency) =>
      now === null || before === null ? UNKNOWN : written(subtract(now, before), currency, "exceptZero"),
  };
}

/** Digits behind the point that are not mere zeros at the end. */
function digitsOf(amount: Decimal | null): number {
  return amount?.replace(/^.*\./, "").replace(/0+$/, "").length ?? 0;
}

function magnitude(amount: Decimal): Decimal {
  return amount.startsWith("-") ? amount.slice(1) : amount;
}

/** Amounts without a currency (usage quantities) are plain numbers; an unknown code is written as it is. */
function currencyStyle(currency: string | null): Intl.NumberFormatOptions {
  return currency !== null && /^[A-Z]{3}$/.test(currency) ? { style: "currency", currency } : {};
}

type Styles = (key: string, options: Intl.NumberFormatOptions) => Intl.NumberFormat;

function headline(amount: number, style: Styles): string {
  const size = Math.abs(amount);
  if (size < 10) return shortly(amount, style);
  const parts = headlineStyle(1, style).formatToParts(amount);
  const word = parts.find(({ type }) => type === "compact")?.value;
  // Not every language has a short word for thousands, and letters that are not Latin are in few fonts of documents.
  if (word === undefined) return headlineStyle(0, style).format(amount);
  return /^\p{Script=Latin}+\.?$/u.test(word)
    ? parts.map(({ value }) => value).join("")
    : style("headline whole", { maximumFractionDigits: 0 }).format(amount);
}

function headlineStyle(digits: 0 | 1, style: Styles): Intl.NumberFormat {
  return style(`headline ${digits}`, {
    notation: "compact",
    useGrouping: true,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Few digits, but enough to tell neighbouring marks of an axis apart. */
function shortly(amount: number, style: Styles): string {
  const size = Math.abs(amount);
  if (size > 0 && size < 0.1) return style("short tiny", { maximumSignificantDigits: 2 }).format(amount);
  if (size > 0 && size < 10 && !Number.isInteger(amount))
    return style("short small", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount);
  const options = { notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 1 } as const;
  return style("short", options).format(amount);
}
