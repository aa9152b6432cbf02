import type { DuckDBConnection } from "@duckdb/node-api";
import type { CellType, csvCell } from "#core/cost/line-items/csv-cell.ts";
import { isCostColumn } from "#core/cost/line-items/line-item-columns.ts";
import { exportedRows, type FileColumn } from "#core/cost/line-items/line-item-sql.ts";
import type { LineItemColumn } from "#core/cost/query/line-item-query.ts";
import type { Conversion } from "#core/currency/convert.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { type UsedRate, usedRates } from "#core/currency/used-rates.ts";
import { column, type ExportSource, moneyColumn, type TableColumn } from "#core/export/export-table.ts";
import { laidDownResources, layDownResources } from "#core/resource/resource-export-sql.ts";
import { resourceColumns } from "#core/resource/resource-table.ts";
import type { ResourceRequest } from "#core/resource/resource-sql.ts";
import { join, raw, sql, type Sql } from "#core/sql/sql.ts";
import { periodsOf, type BillingPeriod } from "#core/time/period.ts";
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
  /** What they were converted with. */
  readonly used: readonly UsedRate[];
};

export type StoredSource = Extract<ExportSource, { kind: "lineItems" | "resources" }>;

type At = { readonly connection: DuckDBConnection; readonly deliveries: readonly Delivery[] };

export function isStored(source: ExportSource): source is StoredSource {
  return source.kind === "lineItems" || source.kind === "resources";
}

export function storedRows(workspace: Workspace, at: At, source: StoredSource): Promise<StoredRows> {
  return source.kind === "lineItems" ? lineItems(workspace, at, source) : resources(workspace, at, source);
}

async function lineItems(
  workspace: Workspace,
  { connection, deliveries }: At,
  { title, query, beside }: Extract<StoredSource, { kind: "lineItems" }>,
): Promise<StoredRows> {
  const prepared = await prepareRequest(workspace, connection, deliveries, query);
  const { request, sorting } = prepared;
  const columns = prepared.columns.flatMap((one) => withBeside(one, beside));
  const { totalRows, totals } = await totalsOf(workspace.database, connection, request);
  const months = request.deliveries.map(({ delivery }) => delivery.billingPeriod);
  return {
    title,
    columns: columns.map(lineItemColumn),
    rows: (cell) =>
      request.deliveries.length > 0 ? exportedRows(request, sorting, columns, cell) : noRows(columns.length),
    totalRows,
    used: beside === undefined ? [] : Object.keys(totals).flatMap((from) => usedRates(from, months, beside)),
  };
}

function withBeside(one: LineItemColumn, beside: Conversion | undefined): readonly FileColumn[] {
  return beside !== undefined && isCostColumn(one) ? [one, { ...one, beside }] : [one];
}

function lineItemColumn({ name, type, beside }: FileColumn): TableColumn {
  return beside === undefined ? column(name, type === "map" ? "text" : type) : moneyColumn(name, beside.to);
}

async function resources(
  { directory }: Workspace,
  { connection, deliveries }: At,
  { title, query, metricName, isCompared, beside }: Extract<StoredSource, { kind: "resources" }>,
): Promise<StoredRows> {
  const { request, currency } = await prepareSelection(connection, directory, deliveries, query);
  const tags = await tagKeys(connection, deliveries);
  const from = query.metric === "usageAmount" ? null : currency;
  const told = beside === undefined || from === null || from === beside.to ? null : { ...beside, from };
  await runAll(connection, layDownResources(request, query.sort, tags, told));
  const layout = {
    metricName,
    currency: from,
    before: isCompared ? request.before : null,
    beside: told?.to ?? null,
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
    used: told === null ? [] : usedRates(told.from, monthsOf(request), told),
  };
}

/** Those with a delivery. */
function monthsOf({ deliveries, range, before }: ResourceRequest): readonly BillingPeriod[] {
  const months = new Set([range, ...(before === null ? [] : [before])].flatMap(periodsOf));
  return [...new Set(deliveries.map(({ billingPeriod }) => billingPeriod))].filter((one) => months.has(one));
}

function typeOf(kind: TableColumn["kind"]): CellType {
  return kind === "money" ? "decimal" : kind;
}

function noRows(columns: number): Sql {
  const none = Array.from({ length: columns }, (_, at) => sql`NULL::VARCHAR AS ${raw(`c${at}`)}`);
  return sql`SELECT ${join(none)} WHERE false`;
}
