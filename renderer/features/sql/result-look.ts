import type { SqlAnswer, SqlColumn } from "#core/console/sql-answer.ts";
import { isNumericText } from "#core/format/numeric.ts";

const LONGEST_FRACTION = 20;
const SAMPLE = 200;
const CHARACTER = 7.8;
const WIDEST = 420;
const NARROWEST = 72;

export function isNumeric({ kind }: SqlColumn): boolean {
  return kind === "decimal" || kind === "number";
}

/** Writes cells: decimals grouped and with every digit they have, all else as it is. */
export function cellWriter(locale: string): (column: SqlColumn, cell: string | null) => string {
  const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: LONGEST_FRACTION });
  return ({ kind }, cell) => {
    if (cell === null) return "NULL";
    return kind === "decimal" && isNumericText(cell) ? exact.format(cell) : cell;
  };
}

/** Widths in pixels that let the first rows be read. */
export function columnWidths(
  { columns, rows }: SqlAnswer,
  write: (column: SqlColumn, cell: string | null) => string,
): readonly number[] {
  return columns.map((column, index) => {
    const texts = rows.slice(0, SAMPLE).map((row) => write(column, row[index] ?? null));
    const longest = texts.reduce((most, text) => Math.max(most, text.length), column.name.length);
    return Math.round(Math.min(WIDEST, Math.max(NARROWEST, longest * CHARACTER + 24)));
  });
}
