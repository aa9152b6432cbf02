import { formulaSafe } from "../cost/line-items/csv-cell.ts";

/** A table as cells; `null` where nothing is known. */
export type CellRows = readonly (readonly (string | null)[])[];

const NEEDS_QUOTES = /[",\r\n]/;
const CELL_BREAK = /[\t\r\n]+/g;

/** CSV as RFC 4180 has it, safe to open in a spreadsheet: text that looks like a formula stays text. */
export function csvText(rows: CellRows): string {
  return rows.map((cells) => `${cells.map(csvField).join(",")}\n`).join("");
}

/** Tab-separated text to paste into a spreadsheet, equally safe; line ends inside a cell become blanks. */
export function tabText(rows: CellRows): string {
  return rows.map((cells) => cells.map(tabField).join("\t")).join("\n");
}

function csvField(cell: string | null): string {
  const text = formulaSafe(cell ?? "");
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function tabField(cell: string | null): string {
  const text = formulaSafe((cell ?? "").replace(CELL_BREAK, " "));
  // A spreadsheet takes quotes at the beginning of what is pasted away, and looks for a formula behind them.
  return text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}
