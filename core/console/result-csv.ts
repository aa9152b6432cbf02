import { formulaSafe } from "../cost/line-items/csv-cell.ts";
import type { SqlAnswer, SqlColumnKind } from "./sql-answer.ts";

/** A result as CSV after RFC 4180, with text that a spreadsheet could take for a formula made harmless. */
export function resultCsv({ columns, rows }: Pick<SqlAnswer, "columns" | "rows">): string {
  const header = columns.map(({ name }) => quoted(formulaSafe(name)));
  const lines = rows.map((row) => row.map((cell, index) => csvCell(cell, columns[index]?.kind ?? "text")));
  return [header, ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

/** Numbers, days and instants are what they look like; everything else is somebody's text. */
function csvCell(cell: string | null, kind: SqlColumnKind): string {
  if (cell === null) return "";
  return quoted(kind === "text" || kind === "nested" ? formulaSafe(cell) : cell);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
