import { open } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { csvCell, formulaSafe, plainCell } from "#core/cost/line-items/csv-cell.ts";
import type { ConvertedTable } from "#core/currency/converted-table.ts";
import { rateFacts } from "#core/currency/used-rates.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import {
  type Exported,
  type ExportRequest,
  type ExportSource,
  type ExportTable,
  headOf,
} from "#core/export/export-table.ts";
import { csvCells } from "#core/export/table-text.ts";
import type { Progress } from "#core/job/job.ts";
import { csvText } from "#core/report/csv-text.ts";
import { assertNever } from "#core/result/assert-never.ts";
import { fail } from "#core/result/failure.ts";
import { identifier, join, raw, sql, type Sql } from "#core/sql/sql.ts";
import { readChargeback } from "../allocation/read-chargeback.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { run } from "../duckdb/run.ts";
import type { Workspace } from "../line-items/request.ts";
import { copyParquet, uniqueNames, writeTableParquet } from "./parquet-file.ts";
import { isStored, type StoredRows, storedRows, type StoredSource } from "./stored-rows.ts";
import { type RowBatches, type SheetSource, writeWorkbook } from "./workbook-file.ts";
import { writeWhole } from "./write-whole.ts";

export type ExportOrder = Workspace & {
  readonly request: ExportRequest;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

type At = { readonly connection: DuckDBConnection; readonly deliveries: readonly Delivery[] };

const SAMPLE_MS = 200;
const CSV_BATCH = 2_000;

/** Writes the tables of a request to its file, which appears once it is whole. */
export async function exportTables(order: ExportOrder): Promise<Exported> {
  return withDeliveries(
    order.database,
    (connection, deliveries) => exportFrom(order, { connection, deliveries }),
    order.signal,
  );
}

/** The same over given deliveries. */
export async function exportFrom(order: ExportOrder, at: At): Promise<Exported> {
  const { path } = order.request;
  return { path, rows: await writeWhole(path, (partial) => writeFormat(order, at, partial)) };
}

async function writeFormat(order: ExportOrder, at: At, partial: string): Promise<number> {
  const { format, sources } = order.request;
  if (format === "xlsx") return workbook(order, at, partial);
  const [source] = sources;
  if (source === undefined || sources.length > 1)
    return fail("query.invalid", { at: "sources", problem: `a ${format} file holds exactly one table` });
  if (isStored(source))
    return copyStored(order, at, await storedRows(order, at, source), { format, path: partial });
  const { table } = await tableOf(order, at, source);
  if (format === "parquet") await writeTableParquet(at.connection, table, partial);
  else await writeTableCsv(table, partial, order.signal);
  return table.rows.length;
}

async function tableOf(
  order: ExportOrder,
  at: At,
  source: Exclude<ExportSource, StoredSource>,
): Promise<ConvertedTable> {
  switch (source.kind) {
    case "table":
      return { table: source.table, used: [] };
    case "chargeback":
      return readChargeback({ ...order, ...at }, source);
    default:
      return assertNever(source);
  }
}

async function writeTableCsv(table: ExportTable, path: string, signal: AbortSignal): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.write(csvText([table.columns.map(headOf)]));
    for (let from = 0; from < table.rows.length; from += CSV_BATCH) {
      if (signal.aborted) fail("cancelled", {});
      const rows = table.rows.slice(from, from + CSV_BATCH);
      await file.write(csvText(rows.map((row) => csvCells(table.columns, row))));
    }
  } finally {
    await file.close();
  }
}

async function copyStored(
  order: ExportOrder,
  { connection }: At,
  stored: StoredRows,
  to: { readonly format: "csv" | "parquet"; readonly path: string },
): Promise<number> {
  const { totalRows } = stored;
  const stopSampling = sampleProgress(connection, totalRows, order);
  try {
    await connection.run("SET enable_progress_bar = true; SET enable_progress_bar_print = false");
    if (to.format === "csv") await copyCsv(connection, stored, to.path);
    else await copyParquet(connection, typedRows(stored), to.path);
  } finally {
    stopSampling();
    await connection.run("RESET enable_progress_bar").catch(() => null);
  }
  return totalRows;
}

async function copyCsv(
  connection: DuckDBConnection,
  { columns, rows }: StoredRows,
  path: string,
): Promise<void> {
  const cells = columns.map((_, index) => raw(`c${index}`));
  // As a row, since DuckDB would rename headers that differ in case only.
  const header = columns.map(
    (head, index) => sql`${formulaSafe(headOf(head))}::VARCHAR AS ${raw(`c${index}`)}`,
  );
  await run(
    connection,
    sql`COPY (SELECT ${join(header)} UNION ALL SELECT ${join(cells)} FROM (${rows(csvCell)}))
      TO ${path} (FORMAT csv, HEADER false, DELIMITER ',', QUOTE '"', ESCAPE '"')`,
  );
}

function typedRows({ columns, rows }: StoredRows): Sql {
  const names = uniqueNames(columns.map(headOf));
  const cells = names.map((name, index) => sql`${raw(`c${index}`)} AS ${identifier(name)}`);
  return sql`SELECT ${join(cells)} FROM (${rows((_, value) => value)})`;
}

function workbook(order: ExportOrder, at: At, partial: string): Promise<number> {
  const { request, now, signal } = order;
  return writeWorkbook(partial, sheetsOf(order, at), { facts: request.facts, now, signal });
}

async function* sheetsOf(order: ExportOrder, at: At): AsyncGenerator<SheetSource> {
  for (const source of order.request.sources)
    if (isStored(source)) yield storedSheet(order, at, source);
    else {
      const { table, used } = await tableOf(order, at, source);
      yield {
        title: table.title,
        columns: table.columns,
        rows: counted(order, once(table.rows), table.rows.length),
        facts: source.kind === "table" ? [] : rateFacts(used, source.beside?.to ?? ""),
      };
    }
}

async function storedSheet(order: ExportOrder, at: At, source: StoredSource): Promise<SheetSource> {
  const { title, columns, rows, totalRows, used } = await storedRows(order, at, source);
  return {
    title,
    columns,
    rows: counted(order, streamed(at.connection, rows(plainCell)), totalRows),
    facts: rateFacts(used, source.beside?.to ?? ""),
  };
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

async function* streamed(connection: DuckDBConnection, statement: Sql): RowBatches {
  const result = await connection.stream(statement.text, [...statement.params]);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getRows().map((row) => row.map((cell) => (cell === null ? null : String(cell))));
  }
}

/** Tells how far it is, and stops where the user wants it to. */
async function* counted(
  { signal, onProgress, request: { path } }: ExportOrder,
  batches: RowBatches,
  totalRows: number,
): RowBatches {
  let rows = 0;
  let toldAt = 0;
  for await (const batch of batches) {
    if (signal.aborted) fail("cancelled", {});
    yield batch;
    rows += batch.length;
    if (rows - toldAt < CSV_BATCH) continue;
    toldAt = rows;
    onProgress(progressOf(path, rows, totalRows === 0 ? null : Math.min(1, rows / totalRows)));
  }
}

function progressOf(path: string, rows: number, fraction: number | null): Progress {
  return {
    phase: "exporting",
    fraction,
    doneBytes: 0,
    totalBytes: 0,
    rows,
    remainingMs: null,
    subject: path,
  };
}

function sampleProgress(
  connection: DuckDBConnection,
  totalRows: number,
  { request: { path }, onProgress }: ExportOrder,
): () => void {
  const timer = setInterval(() => {
    const percent = connection.progress.percentage;
    const fraction = percent < 0 ? null : Math.min(1, percent / 100);
    onProgress(progressOf(path, fraction === null ? 0 : Math.round(fraction * totalRows), fraction));
  }, SAMPLE_MS);
  return () => clearInterval(timer);
}
