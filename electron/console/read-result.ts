import type { DuckDBResult } from "@duckdb/node-api";
import type { SqlAnswer } from "#core/console/sql-answer.ts";
import { cellText, kindOf } from "./cell.ts";

/** Longest text of one cell, and of all cells together; more would be of no use on a screen. */
const MAX_CELL = 20_000;
const MAX_RESULT = 16_000_000;

type Read = Pick<SqlAnswer, "columns" | "rows" | "cut">;

/** Reads a streamed result up to its limit; what lies behind it is never computed. */
export async function readResult(result: DuckDBResult, limit: number): Promise<Read> {
  const types = result.columnTypes();
  const columns = result.deduplicatedColumnNames().map((name, index) => {
    const type = types[index];
    if (type === undefined) throw new Error(`column ${name} has no type`);
    return { name, type: type.toString(), kind: kindOf(type) };
  });
  const rows: (string | null)[][] = [];
  let size = 0;
  let isShortened = false;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    for (const row of chunk.getRows()) {
      if (rows.length === limit) return { columns, rows, cut: "rows" };
      if (size > MAX_RESULT) return { columns, rows, cut: "size" };
      const cells = row.map((value) => {
        const text = cellText(value);
        if (text === null || text.length <= MAX_CELL) return text;
        isShortened = true;
        return text.slice(0, MAX_CELL);
      });
      size += cells.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
      rows.push(cells);
    }
  }
  return { columns, rows, cut: isShortened ? "size" : null };
}
