/** An exact decimal number as text, no exponent: `-12.3450000000`. Money always travels in this form. */
export type Decimal = string;

/** Digits behind the point that storage keeps (`DECIMAL(38,18)`). */
export const SCALE = 18;
const UNIT = 10n ** BigInt(SCALE);
const SHOWN_DIGITS = 10;
const SYNTAX = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** Parses decimal text, E-notation included, into an integer scaled by 10^18, rounding half away from zero. `null` when it is no number. */
export function parseScaled(text: string): bigint | null {
  const match = SYNTAX.exec(text.trim());
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const shift = SCALE - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  const magnitude = shift >= 0 ? digits * 10n ** BigInt(shift) : divideHalfUp(digits, 10n ** BigInt(-shift));
  return sign === "-" ? -magnitude : magnitude;
}

/** Writes a scaled integer as decimal text: at least ten digits behind the point, further zeros cut. */
export function formatScaled(scaled: bigint): Decimal {
  const magnitude = scaled < 0n ? -scaled : scaled;
  const fraction = (magnitude % UNIT).toString().padStart(SCALE, "0");
  const kept = fraction.slice(0, SHOWN_DIGITS) + fraction.slice(SHOWN_DIGITS).replace(/0+$/, "");
  return `${scaled < 0n ? "-" : ""}${magnitude / UNIT}.${kept}`;
}

/** Scaled integer of text that is known to be a decimal. Throws on anything else: that is a bug, not bad input. */
export function scaledOf(value: Decimal): bigint {
  const scaled = parseScaled(value);
  if (scaled === null) throw new Error(`not a decimal: ${value}`);
  return scaled;
}

/** Canonical text of a decimal: the same number, the same spelling. */
export function canonical(value: Decimal): Decimal {
  return formatScaled(scaledOf(value));
}

/** Exact sum. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = 0n;
  for (const value of values) total += scaledOf(value);
  return formatScaled(total);
}

/** Exact sum of what is known; null where nothing is. */
export function sumKnown(values: readonly (Decimal | null)[]): Decimal | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sum(known);
}

/** Exact difference `a - b`. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  return formatScaled(scaledOf(a) - scaledOf(b));
}

/** Sign of `a - b`: -1, 0 or 1. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const difference = scaledOf(a) - scaledOf(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `part / whole` as a floating number for shares and percentages; `null` when the whole is zero. */
export function ratio(part: Decimal, whole: Decimal): number | null {
  const divisor = scaledOf(whole);
  if (divisor === 0n) return null;
  return Number((scaledOf(part) * 10n ** 12n) / divisor) / 1e12;
}

/** Quotient of two integers, rounded half away from zero. */
export function divideRounded(value: bigint, divisor: bigint): bigint {
  const isNegative = value < 0n !== divisor < 0n;
  const magnitude = divideHalfUp(value < 0n ? -value : value, divisor < 0n ? -divisor : divisor);
  return isNegative ? -magnitude : magnitude;
}

function divideHalfUp(value: bigint, divisor: bigint): bigint {
  return (value + divisor / 2n) / divisor;
}
