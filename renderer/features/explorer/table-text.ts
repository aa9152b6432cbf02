import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CostRow, CostTable } from "#core/report/cost-table.ts";
import { otherName } from "../../analysis/cost-picture.ts";
import { groupName } from "../../analysis/row-name.ts";
import { dimensionName } from "../../format/dimensions.ts";

const CELL_BREAK = /[\t\r\n]+/g;
const FORMULA = /^[=+\-@\t\r]/;

export function rowName(groupBy: readonly DimensionRef[], row: CostRow): string {
  return row.kind === "other" ? otherName(row.groups) : groupName(groupBy, row);
}

/** The table as tab-separated text with exact figures, ready to paste into a spreadsheet. */
export function tableText(
  table: CostTable,
  { groupBy, buckets }: { readonly groupBy: readonly DimensionRef[]; readonly buckets: readonly string[] },
): string {
  const rows = table.other === null ? table.rows : [...table.rows, table.other];
  const head = [groupBy.map(dimensionName).join(" · ") || "Costs", "Total", "Before", ...buckets];
  const lines = rows.map((row) => [rowName(groupBy, row), row.total, row.before, ...row.values]);
  const foot = ["Total", table.total, table.before, ...table.values];
  return [head, ...lines, foot].map((cells) => cells.map(cellText).join("\t")).join("\n");
}

/** Names from bills must stay text in a spreadsheet; figures are ours. */
function cellText(cell: string | null): string {
  if (cell === null) return "";
  const text = cell.replace(CELL_BREAK, " ");
  return FORMULA.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
