/** Digits of a number that a spreadsheet keeps; further ones are lost as soon as it reads the cell. */
export const KEPT_DIGITS = 15;

const PLAIN = /^-?\d+(\.\d+)?$/;

/** True where a decimal is a plain number without exponent. */
export function isPlainNumber(text: string): boolean {
  return PLAIN.test(text);
}

/** A plain decimal without the zeros behind its last digit: `1.5000` is `1.5`. */
export function withoutZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Digits from the first that is no zero to the last that is none. */
export function significantDigits(text: string): number {
  const digits = withoutZeros(text)
    .replace(/^-?0*\.?0*/, "")
    .replace(".", "");
  return text.includes(".") ? digits.length : digits.replace(/0+$/, "").length;
}
