import { formulaSafe } from "../cost/line-items/csv-cell.ts";
import { csvText, tabText } from "../report/csv-text.ts";
import { isPlainNumber } from "./significant-digits.ts";
import { type ExportTable, headOf, type TableColumn } from "./export-table.ts";

/** The table as formula-safe CSV with a header; figures exact. */
export function tableCsv(table: ExportTable): string {
  return csvText([table.columns.map(headOf), ...table.rows.map((row) => csvCells(table.columns, row))]);
}

/** The rows of a table as CSV has them. */
export function csvCells(
  columns: readonly TableColumn[],
  row: readonly (string | null)[],
): readonly (string | null)[] {
  return columns.map(({ kind }, at) => (kind === "percent" ? percentOf(row[at] ?? null) : (row[at] ?? null)));
}

/** Tab-separated text to paste into a spreadsheet. */
export function tableTabs(table: ExportTable): string {
  return tabText([table.columns.map(headOf), ...table.rows.map((row) => csvCells(table.columns, row))]);
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The table as HTML to paste into a document or a spreadsheet, which is told what is text and must stay it. */
export function tableHtml({ columns, rows }: ExportTable): string {
  const heads = columns.map((column) => `<th${lookOf("text")}>${html(formulaSafe(headOf(column)))}</th>`);
  const body = rows.map((row) => {
    const cells = csvCells(columns, row).map((cell, at) => cellHtml(columns[at]?.kind ?? "text", cell ?? ""));
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<meta charset="utf-8"><table><thead><tr>${heads.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function cellHtml(kind: TableColumn["kind"], cell: string): string {
  const isNumber = kind !== "text" && isPlainNumber(cell);
  return `<td${lookOf(isNumber ? "number" : "text")}>${html(formulaSafe(cell))}</td>`;
}

/** Excel's own way of saying what a cell is. */
function lookOf(kind: "text" | "number"): string {
  return kind === "text" ? " style=\"mso-number-format:'\\@'\"" : ' style="text-align:right"';
}

function html(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? "");
}

/** A share of 1 as number of percent: the point two places on, digits kept. */
export function percentOf(share: string | null): string | null {
  const match = share === null ? null : /^(-?)(\d+)(?:\.(\d*))?$/.exec(share);
  if (match === null) return share;
  const [, sign = "", whole = "", fraction = ""] = match;
  const padded = fraction.padEnd(2, "0");
  const left = `${whole}${padded.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const right = padded.slice(2).replace(/0+$/, "");
  return `${sign}${left}${right === "" ? "" : `.${right}`}`;
}
