import type { DuckDBConnection } from "@duckdb/node-api";
import { isWhole, type LineItemRequest, requestTotals } from "#core/cost/line-items/line-item-sql.ts";
import type { LineItemPage } from "#core/cost/query/line-item-query.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";

export type Totals = Pick<LineItemPage, "totalRows" | "totals">;

const REMEMBERED = 64;
/** Totals of the latest requests: turning pages must not count a million rows again. */
const KNOWN = new WeakMap<Database, Map<string, Totals>>();

/** Rows and unblended cost by currency over all line items of a request. */
export async function totalsOf(
  database: Database,
  connection: DuckDBConnection,
  request: LineItemRequest,
): Promise<Totals> {
  const known = KNOWN.get(database) ?? new Map<string, Totals>();
  KNOWN.set(database, known);
  const key = JSON.stringify([
    request.deliveries.map(({ delivery }) => delivery.id),
    request.range,
    request.filters,
  ]);
  const totals = known.get(key) ?? (await count(connection, request));
  known.delete(key);
  known.set(key, totals);
  for (const oldest of [...known.keys()].slice(0, -REMEMBERED)) known.delete(oldest);
  return totals;
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
