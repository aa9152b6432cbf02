import type { LineItemPage } from "#core/cost/query/line-item-query.ts";

const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Rows as tab-separated text with the delivered column names as head; formula-safe, cells exact. */
export function rowsText({ columns, rows }: Pick<LineItemPage, "columns" | "rows">): string {
  const head = columns.map(({ name }) => safe(name));
  return [head, ...rows.map((row) => row.map(safe))].map((cells) => cells.join("\t")).join("\n");
}

function safe(cell: string | null): string {
  if (cell === null) return "";
  const text = cell.replace(/[\t\r\n]+/g, " ");
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
