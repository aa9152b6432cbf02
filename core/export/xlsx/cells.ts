import { FORMULA_LIKE } from "../../cost/line-items/csv-cell.ts";
import type { ColumnKind, TableColumn } from "../export-table.ts";
import { isPlainNumber, KEPT_DIGITS, significantDigits, withoutZeros } from "../significant-digits.ts";
import { QUOTED, TEXT } from "./styles.ts";
import { xmlText } from "./xml.ts";

/** As floating numbers of SQL results come. */
const EXPONENT = /^-?\d+(\.\d+)?[eE][+-]?\d+$/;
/** Characters a cell holds at most. */
const LONGEST_TEXT = 32_767;
const MS_PER_DAY = 86_400_000;
/** Day number of 1970-01-01 where 1899-12-30 is day 0, as spreadsheets count. */
const UNIX_EPOCH = 25_569;
/** Days before it are counted wrongly by Excel, which takes 1900 for a leap year. */
const FIRST_DAY = 61;

/** A cell as XML, and what it could not keep. */
export type WrittenCell = {
  readonly xml: string;
  /** `digits`: a number with more digits than spreadsheets keep; `text`: text that was cut. */
  readonly lost: "digits" | "text" | null;
};

/** Writes a cell of a column; `style` is that of the column. Numbers are written with every digit there is. */
export function writeCell(
  { kind }: Pick<TableColumn, "kind">,
  style: number,
  place: string,
  value: string | null,
): WrittenCell {
  if (value === null || value === "") return { xml: "", lost: null };
  const number = numberOf(kind, value);
  if (number === null) return textCell(place, value);
  return {
    xml: `<c r="${place}" s="${style}"><v>${number}</v></c>`,
    lost: significantDigits(number) > KEPT_DIGITS && kind !== "timestamp" ? "digits" : null,
  };
}

/** A text cell; `style` only where the text does not need its own. */
export function textCell(place: string, text: string, style: number = TEXT): WrittenCell {
  const isLong = text.length > LONGEST_TEXT;
  const kept = isLong ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  const look = style === TEXT && FORMULA_LIKE.test(kept) ? QUOTED : style;
  return {
    xml: `<c r="${place}" s="${look}" t="inlineStr"><is><t xml:space="preserve">${xmlText(kept)}</t></is></c>`,
    lost: isLong ? "text" : null,
  };
}

/** Letters of a column counted from 0: `A`, `Z`, `AA`. */
export function columnLetters(at: number): string {
  const before = Math.floor(at / 26) - 1;
  return `${before < 0 ? "" : columnLetters(before)}${String.fromCharCode(65 + (at % 26))}`;
}

function numberOf(kind: ColumnKind, value: string): string | null {
  switch (kind) {
    case "text":
      return null;
    case "date":
    case "timestamp":
      return dayNumber(value);
    default:
      return isPlainNumber(value) ? withoutZeros(value) : EXPONENT.test(value) ? value : null;
  }
}

/** Days and their parts since 1899-12-30, in UTC; null where it is no such day. */
function dayNumber(text: string): string | null {
  const ms = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  const days = ms / MS_PER_DAY + UNIX_EPOCH;
  return Number.isNaN(ms) || days < FIRST_DAY ? null : String(Number(days.toFixed(9)));
}
