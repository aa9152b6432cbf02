import type { LineItemPage } from "#core/cost/query/line-item-query.ts";
import { tabText } from "#core/report/csv-text.ts";

/** Rows as tab-separated text with the delivered column names as head; formula-safe, cells exact. */
export function rowsText({ columns, rows }: Pick<LineItemPage, "columns" | "rows">): string {
  return tabText([columns.map(({ name }) => name), ...rows]);
}
