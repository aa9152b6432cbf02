import type { DuckDBConnection } from "@duckdb/node-api";
import type { CellType, csvCell } from "#core/cost/line-items/csv-cell.ts";
import { exportedRows } from "#core/cost/line-items/line-item-sql.ts";
import type { LineItemColumn, LineItemQuery } from "#core/cost/query/line-item-query.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { column, type ExportSource, type TableColumn } from "#core/export/export-table.ts";
import { laidDownResources, layDownResources } from "#core/resource/resource-export-sql.ts";
import { resourceColumns } from "#core/resource/resource-table.ts";
import { join, raw, sql, type Sql } from "#core/sql/sql.ts";
import { runAll, runRows } from "../duckdb/run.ts";
import { prepareRequest, type Workspace } from "../line-items/request.ts";
import { totalsOf } from "../line-items/totals.ts";
import { prepareSelection } from "../resource/request.ts";
import { tagKeys } from "../resource/tags.ts";

/** How a value becomes a cell: text safe in CSV, plain text, or the value as it is. */
export type Cell = typeof csvCell;

/** Rows that stay in the database until they are written. */
export type StoredRows = {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  /** Columns `c0 ... cn`. */
  readonly rows: (cell: Cell) => Sql;
  readonly totalRows: number;
};

export type StoredSource = Extract<ExportSource, { kind: "lineItems" | "resources" }>;

type At = { readonly connection: DuckDBConnection; readonly deliveries: readonly Delivery[] };

export function isStored(source: ExportSource): source is StoredSource {
  return source.kind === "lineItems" || source.kind === "resources";
}

export function storedRows(workspace: Workspace, at: At, source: StoredSource): Promise<StoredRows> {
  return source.kind === "lineItems"
    ? lineItems(workspace, at, source.title, source.query)
    : resources(workspace, at, source);
}

async function lineItems(
  workspace: Workspace,
  { connection, deliveries }: At,
  title: string,
  query: LineItemQuery,
): Promise<StoredRows> {
  const { request, sorting, columns } = await prepareRequest(workspace, connection, deliveries, query);
  const { totalRows } = await totalsOf(workspace.database, connection, request);
  return {
    title,
    columns: columns.map(lineItemColumn),
    rows: (cell) =>
      request.deliveries.length > 0 ? exportedRows(request, sorting, columns, cell) : noRows(columns.length),
    totalRows,
  };
}

function lineItemColumn({ name, type }: LineItemColumn): TableColumn {
  return column(name, type === "map" ? "text" : type);
}

async function resources(
  { directory }: Workspace,
  { connection, deliveries }: At,
  { title, query, metricName, isCompared }: Extract<StoredSource, { kind: "resources" }>,
): Promise<StoredRows> {
  const { request, currency } = await prepareSelection(connection, directory, deliveries, query);
  const tags = await tagKeys(connection, deliveries);
  await runAll(connection, layDownResources(request, query.sort, tags));
  const layout = {
    metricName,
    currency: query.metric === "usageAmount" ? null : currency,
    before: isCompared ? request.before : null,
  };
  const columns = resourceColumns(layout);
  const [counted] = await runRows(connection, raw("SELECT count(*) FROM exported_resource"));
  return {
    title,
    columns,
    rows: (cell) => {
      const cells = columns.map(
        ({ kind }, at) => sql`${cell({ type: typeOf(kind) }, raw(`c${at}`))} AS ${raw(`c${at}`)}`,
      );
      return sql`SELECT ${join(cells)} FROM (${laidDownResources(layout)})`;
    },
    totalRows: Number(counted?.[0] ?? 0),
  };
}

function typeOf(kind: TableColumn["kind"]): CellType {
  return kind === "money" ? "decimal" : kind;
}

function noRows(columns: number): Sql {
  const none = Array.from({ length: columns }, (_, at) => sql`NULL::VARCHAR AS ${raw(`c${at}`)}`);
  return sql`SELECT ${join(none)} WHERE false`;
}
