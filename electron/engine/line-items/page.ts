import type { DuckDBConnection } from "@duckdb/node-api";
import {
  cellsAt,
  type LineItemRequest,
  pagePositions,
  type Position,
  type Sorting,
} from "#core/cost/line-items/line-item-sql.ts";
import type { LineItemPage, LineItemQuery } from "#core/cost/query/line-item-query.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import type { Database } from "../duckdb/database.ts";
import type { Plain } from "../duckdb/decode.ts";
import { runRows } from "../duckdb/run.ts";
import { Remembered } from "./remembered.ts";
import { type PreparedRequest, prepareRequest, requestKey, type Workspace } from "./request.ts";
import { totalsOf, wholeRows } from "./totals.ts";

/** One page of line items with the totals of all of them. */
export async function lineItemPage(
  database: Database,
  directory: string,
  query: LineItemQuery,
  signal?: AbortSignal,
): Promise<LineItemPage> {
  return withDeliveries(
    database,
    (connection, deliveries) => pageOf({ database, directory }, connection, deliveries, query),
    signal,
  );
}

/** The same over given deliveries. */
export async function pageOf(
  workspace: Workspace,
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
  query: LineItemQuery,
): Promise<LineItemPage> {
  const prepared = await prepareRequest(workspace, connection, deliveries, query);
  const positions = await positionsOf(workspace, connection, prepared, query);
  const rows = await cells(connection, prepared, positions);
  return {
    columns: prepared.columns,
    rows,
    ...(await totalsOf(workspace.database, connection, prepared.request)),
  };
}

async function positionsOf(
  { database }: Workspace,
  connection: DuckDBConnection,
  { request, sorting }: PreparedRequest,
  page: LineItemQuery,
): Promise<readonly Position[]> {
  if (request.deliveries.length === 0) return [];
  if (sorting === null && wholeRows(request)) return consecutive(request, page);
  const key = `${requestKey(request)} ${sorting?.column.id ?? ""} ${sorting?.descending === true ? "down" : "up"}`;
  const first = Math.floor(page.offset / WINDOW);
  const last = Math.floor((page.offset + page.limit - 1) / WINDOW);
  const found: Position[] = [];
  for (let window = first; window <= last; window += 1)
    found.push(
      ...(await WINDOWS.get(database, `${key} ${window}`, () =>
        readPositions(connection, request, sorting, { offset: window * WINDOW, limit: WINDOW }),
      )),
    );
  return found.slice(page.offset - first * WINDOW, page.offset - first * WINDOW + page.limit);
}

/** A page is searched for with its neighbours, which are asked for next when someone scrolls. */
const WINDOW = 2_000;
const WINDOWS = new Remembered<readonly Position[]>(16);

async function readPositions(
  connection: DuckDBConnection,
  request: LineItemRequest,
  sorting: Sorting | null,
  page: { readonly offset: number; readonly limit: number },
): Promise<readonly Position[]> {
  const rows = await runRows(connection, pagePositions(request, sorting, page));
  return rows.map(([delivery, file, row]) => ({
    delivery: Number(delivery),
    file: Number(file),
    row: Number(row),
  }));
}

/** Rows in their own order need no search: the files' row counts tell where a page lies. */
function consecutive({ deliveries }: LineItemRequest, { offset, limit }: LineItemQuery): readonly Position[] {
  const positions: Position[] = [];
  let before = 0;
  for (const [index, { delivery }] of deliveries.entries())
    for (const [file, { rows }] of delivery.files.entries()) {
      const from = Math.max(0, offset - before);
      const to = Math.min(rows, offset + limit - before);
      for (let row = from; row < to; row += 1) positions.push({ delivery: index, file, row });
      before += rows;
    }
  return positions;
}

async function cells(
  connection: DuckDBConnection,
  { request, columns }: PreparedRequest,
  positions: readonly Position[],
): Promise<LineItemPage["rows"]> {
  if (positions.length === 0) return [];
  const rows = await runRows(connection, cellsAt(request, positions, columns));
  const byPosition = new Map(
    rows.map(([delivery, file, row, ...values]) => [
      `${String(delivery)} ${String(file)} ${String(row)}`,
      values,
    ]),
  );
  return positions.map(({ delivery, file, row }) =>
    (byPosition.get(`${delivery} ${file} ${row}`) ?? []).map(textOf),
  );
}

function textOf(cell: Plain): string | null {
  if (cell === null || typeof cell === "string") return cell;
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
