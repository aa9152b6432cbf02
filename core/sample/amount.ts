/**
 * Amounts of the sample world: integers scaled by 10^10, because AWS writes costs with ten digits.
 * The generator keeps its own small arithmetic, so that its totals check the product's and do not lean on them.
 */
export const DIGITS = 10;
export const ONE = 10n ** BigInt(DIGITS);

/** Reads a price-list figure such as `0.0000166667`. */
export function amountOf(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole) * ONE + BigInt(fraction.padEnd(DIGITS, "0"));
}

/** A floating quantity rounded to `places` digits. */
export function rounded(value: number, places: number): bigint {
  return BigInt(Math.round(value * 10 ** places)) * 10n ** BigInt(DIGITS - places);
}

/** `a x b`, rounded half away from zero at the tenth digit. */
export function times(a: bigint, b: bigint): bigint {
  const product = a * b;
  return (product < 0n ? product - ONE / 2n : product + ONE / 2n) / ONE;
}

/** Cuts an amount down to `places` digits. */
export function floorTo(value: bigint, places: number): bigint {
  const step = 10n ** BigInt(DIGITS - places);
  return (value / step) * step;
}

/** All ten digits: `0.3840000000`. */
export function fixedText(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(DIGITS + 1, "0");
  const point = digits.length - DIGITS;
  return `${value < 0n ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
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
