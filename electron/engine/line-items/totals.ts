import type { DuckDBConnection } from "@duckdb/node-api";
import { isWhole, type LineItemRequest, requestTotals } from "#core/cost/line-items/line-item-sql.ts";
import type { LineItemPage } from "#core/cost/query/line-item-query.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";
import { Remembered } from "./remembered.ts";
import { requestKey } from "./request.ts";

export type Totals = Pick<LineItemPage, "totalRows" | "totals">;

const KNOWN = new Remembered<Totals>(64);

/** Rows and unblended cost by currency over all line items of a request. */
export async function totalsOf(
  database: Database,
  connection: DuckDBConnection,
  request: LineItemRequest,
): Promise<Totals> {
  return KNOWN.get(database, requestKey(request), () => count(connection, request));
}

async function count(connection: DuckDBConnection, request: LineItemRequest): Promise<Totals> {
  if (request.deliveries.length === 0) return { totalRows: 0, totals: {} };
  const rows = await runRows(connection, requestTotals(request));
  return {
    totalRows: rows.reduce((sum, [, n]) => sum + Number(n), 0),
    totals: Object.fromEntries(
      rows.flatMap(([currency, , total]) => (total == null ? [] : [[String(currency ?? ""), String(total)]])),
    ),
  };
}

/** Rows of the request where they are known without counting: all of them are asked for. */
export function wholeRows(request: LineItemRequest): boolean {
  return request.deliveries.every((stored) => isWhole(request, stored));
}
