/**
 * Amounts of the sample world: integers scaled by 10^10, because AWS writes costs with ten digits.
 * The generator keeps its own small arithmetic, so that its totals check the product's and do not lean on them.
 */
export const DIGITS = 10;
export const ONE = 10n ** BigInt(DIGITS);
const HALF = ONE / 2n;
/** Powers of ten as integers and numbers: rounding happens for every row. */
const STEPS = Array.from({ length: DIGITS + 1 }, (_, places) => 10n ** BigInt(DIGITS - places));
const FACTORS = Array.from({ length: DIGITS + 1 }, (_, places) => 10 ** places);
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const HALF_DIGITS = 100_000;

/** Reads a price-list figure such as `0.0000166667`. */
export function amountOf(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole) * ONE + BigInt(fraction.padEnd(DIGITS, "0"));
}

/** A floating quantity rounded to `places` digits. */
export function rounded(value: number, places: number): bigint {
  return BigInt(Math.round(value * (FACTORS[places] ?? 1))) * (STEPS[places] ?? ONE);
}

/** `a x b`, rounded half away from zero at the tenth digit. */
export function times(a: bigint, b: bigint): bigint {
  const product = a * b;
  return (product < 0n ? product - HALF : product + HALF) / ONE;
}

/** Cuts an amount down to `places` digits. */
export function floorTo(value: bigint, places: number): bigint {
  const step = STEPS[places] ?? ONE;
  return (value / step) * step;
}

/** All ten digits: `0.3840000000`. Amounts that a number holds exactly take a shorter way, for they are most. */
export function fixedText(value: bigint): string {
  const sign = value < 0n ? "-" : "";
  const magnitude = value < 0n ? -value : value;
  if (magnitude > SAFE) return sign + longText(magnitude);
  const digits = Number(magnitude);
  const whole = Math.floor(digits / (HALF_DIGITS * HALF_DIGITS));
  const fraction = digits - whole * HALF_DIGITS * HALF_DIGITS;
  const high = Math.floor(fraction / HALF_DIGITS);
  return `${sign}${whole}.${fiveDigits(high)}${fiveDigits(fraction - high * HALF_DIGITS)}`;
}

function longText(magnitude: bigint): string {
  const digits = magnitude.toString().padStart(DIGITS + 1, "0");
  const point = digits.length - DIGITS;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function fiveDigits(value: number): string {
  return String(HALF_DIGITS + value).slice(1);
}

/** The spelling of a Java double: `0.384`, `24.0`, `8.0E-7`, as Data Exports write their CSV. */
export function javaText(value: bigint): string {
  if (value === 0n) return "0.0";
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString();
  const exponent = digits.length - 1 - DIGITS;
  if (exponent >= -3 && exponent < 7) return sign + withOneDigit(fixedText(BigInt(digits)));
  return `${sign}${withOneDigit(`${digits.charAt(0)}.${digits.slice(1)}`)}E${exponent}`;
}

function withOneDigit(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === "0") end -= 1;
  return text.charAt(end - 1) === "." ? `${text.slice(0, end)}0` : text.slice(0, end);
}
