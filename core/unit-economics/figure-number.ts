import { type Decimal, formatScaled, parseScaled } from "../money/decimal.ts";

/** What stands before the fraction of a number. */
export type DecimalMark = "." | ",";

const GROUP_SPACES = /[\s_'’\u00A0\u202F]/g;
const MARKS = /[.,]/g;
const EXPONENT = /^[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}$/;
const NUMBER = {
  ".": /^[+-]?(?:\d+|\d{1,3}(?:,\d{2,3})*,\d{3})?(?:\.\d+)?$/,
  ",": /^[+-]?(?:\d+|\d{1,3}(?:\.\d{2,3})*\.\d{3})?(?:,\d+)?$/,
} as const;

/** Whether a cell holds a number, however its thousands are set apart. */
export function looksLikeNumber(text: string): boolean {
  return parseFigure(text, ".") !== null || parseFigure(text, ",") !== null;
}

/** The decimal mark that a number by itself proves; null where it has no mark or could be read either way: `1,234`. */
export function provenMark(text: string): DecimalMark | null {
  const bare = text.replace(GROUP_SPACES, "");
  const marks = bare.match(MARKS) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return null;
  const mark = last === "," ? "," : ".";
  if (new Set(marks).size === 2) return mark;
  if (marks.length > 1) return mark === "." ? "," : ".";
  const [whole = "", fraction = ""] = bare.replace(/^[+-]/, "").split(mark);
  const canGroup = /^[1-9]\d{0,2}$/.test(whole) && /^\d{3}$/.test(fraction);
  return canGroup ? null : mark;
}

/** True of a number that means two things: `1,234`. */
export function isAmbiguousNumber(text: string): boolean {
  return provenMark(text) === null && /[.,]/.test(text) && parseFigure(text, ".") !== parseFigure(text, ",");
}

/** Reads a number whose decimal mark is known; spaces, apostrophes and the other mark set its thousands apart. Null when it is none. */
export function parseFigure(text: string, mark: DecimalMark): Decimal | null {
  const bare = text.replace(GROUP_SPACES, "");
  if (!/\d/.test(bare)) return null;
  if (!NUMBER[mark].test(bare) && !(EXPONENT.test(bare) && !bare.includes(mark === "." ? "," : ".")))
    return null;
  const plain = mark === "." ? bare.replaceAll(",", "") : bare.replaceAll(".", "").replace(",", ".");
  const scaled = parseScaled(plain);
  return scaled === null ? null : formatScaled(scaled);
}
