import { ratio, subtract, type Decimal } from "../money/decimal.ts";
import { numericText } from "./numeric.ts";
import { UNKNOWN } from "./unknown.ts";

export type QuantityFormats = {
  /** What stands between whole units and fractions: `.`, `,`. */
  readonly decimalMark: string;
  readonly count: (value: number) => string;
  /** A usage amount or other plain decimal. */
  readonly quantity: (value: Decimal | null) => string;
  /** A share 0..1: `12.3%`. */
  readonly percent: (share: number | null) => string;
  /** Part of a whole: `12.3%`. */
  readonly share: (part: Decimal | null, whole: Decimal | null) => string;
  /** Relative change with its sign: `+4.2%`; `new` when there was nothing before. */
  readonly change: (now: Decimal | null, before: Decimal | null) => string;
  readonly bytes: (sizeBytes: number) => string;
  readonly duration: (durationMs: number) => string;
};

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

export function quantityFormats(locale: string): QuantityFormats {
  const counts = new Intl.NumberFormat(locale);
  const quantities = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const percents = new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const changes = new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });
  const percent = (share: number | null): string => (share === null ? UNKNOWN : percents.format(share));
  return {
    decimalMark: quantities.formatToParts(0.5).find(({ type }) => type === "decimal")?.value ?? ".",
    count: (value) => counts.format(value),
    quantity: (value) => (value === null ? UNKNOWN : quantities.format(numericText(value))),
    percent,
    share: (part, whole) => (part === null || whole === null ? UNKNOWN : percent(ratio(part, whole))),
    change: (now, before) => changeText(now, before, changes),
    bytes: (sizeBytes) => bytesText(locale, sizeBytes),
    duration: (durationMs) => durationText(locale, durationMs),
  };
}

function changeText(now: Decimal | null, before: Decimal | null, style: Intl.NumberFormat): string {
  if (now === null || before === null) return UNKNOWN;
  const magnitude = before.startsWith("-") ? before.slice(1) : before;
  const change = ratio(subtract(now, before), magnitude);
  if (change === null) return ratio(now, "1.0") === 0 ? UNKNOWN : "new";
  return style.format(change);
}

function bytesText(locale: string, sizeBytes: number): string {
  const step = sizeBytes < 1 ? 0 : Math.min(Math.floor(Math.log10(sizeBytes) / 3), UNITS.length - 1);
  const unit = UNITS[step] ?? "byte";
  const value = sizeBytes / 1_000 ** step;
  const maximumFractionDigits = value < 10 && step > 0 ? 1 : 0;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits,
  }).format(value);
}

function durationText(locale: string, durationMs: number): string {
  const seconds = durationMs / 1_000;
  const [value, unit, digits] =
    seconds < 10
      ? ([seconds, "second", 1] as const)
      : seconds < 90
        ? ([seconds, "second", 0] as const)
        : ([seconds / 60, "minute", 0] as const);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: digits,
  }).format(value);
}
