import { rename, rm } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { csvCell, formulaSafe } from "#core/cost/line-items/csv-cell.ts";
import { exportedRows } from "#core/cost/line-items/line-item-sql.ts";
import type { LineItemQuery } from "#core/cost/query/line-item-query.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { Progress } from "#core/job/job.ts";
import { AppError, failure } from "#core/result/failure.ts";
import { join, raw, sql } from "#core/sql/sql.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { failureOf } from "../duckdb/errors.ts";
import { run } from "../duckdb/run.ts";
import { type PreparedRequest, prepareRequest, type Workspace } from "./request.ts";
import { totalsOf } from "./totals.ts";

export type LineItemExport = Workspace & {
  readonly query: LineItemQuery;
  readonly path: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

export type ExportedLineItems = { readonly path: string; readonly rows: number };

const SAMPLE_MS = 200;
/** DuckDB 1.5.6 tells the reason in words only. */
const CANNOT_OPEN = /^IO Error: (?:Cannot|Could not|Failed to) open file "[^"]*": (.+)/;

/** Writes all line items of a query as CSV, safe to open in a spreadsheet. The file appears when it is complete. */
export async function exportLineItems(request: LineItemExport): Promise<ExportedLineItems> {
  return withDeliveries(
    request.database,
    (connection, deliveries) => exportFrom(request, connection, deliveries),
    request.signal,
  );
}

/** The same over given deliveries. */
export async function exportFrom(
  request: LineItemExport,
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<ExportedLineItems> {
  const prepared = await prepareRequest(request, connection, deliveries, request.query);
  const { totalRows } = await totalsOf(request.database, connection, prepared.request);
  const partial = `${request.path}.part`;
  const stopSampling = sampleProgress(connection, totalRows, request);
  try {
    await connection.run("SET enable_progress_bar = true; SET enable_progress_bar_print = false");
    await writeCsv(connection, prepared, partial);
    await rename(partial, request.path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw refusal(error, request.path);
  } finally {
    stopSampling();
    await connection.run("RESET enable_progress_bar").catch(() => null);
  }
  return { path: request.path, rows: totalRows };
}

async function writeCsv(
  connection: DuckDBConnection,
  { request, sorting, columns }: PreparedRequest,
  path: string,
): Promise<void> {
  const cells = columns.map((_, index) => raw(`c${index}`));
  // As a row, since DuckDB would rename headers that differ in case only.
  const header = columns.map(({ name }, index) => sql`${formulaSafe(name)}::VARCHAR AS ${raw(`c${index}`)}`);
  const rows =
    request.deliveries.length === 0
      ? sql`SELECT ${join(cells.map((cell) => sql`NULL::VARCHAR AS ${cell}`))} WHERE false`
      : exportedRows(request, sorting, columns, csvCell);
  await run(
    connection,
    sql`COPY (SELECT ${join(header)} UNION ALL SELECT ${join(cells)} FROM (${rows}))
      TO ${path} (FORMAT csv, HEADER false, DELIMITER ',', QUOTE '"', ESCAPE '"')`,
  );
}

/** The user's place, not the workspace, is at fault where writing fails. */
function refusal(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const known = failureOf(error, path);
  if (known?.code === "disk.full") return new AppError(known);
  const cause = "code" in error ? String(error.code) : CANNOT_OPEN.exec(error.message)?.[1];
  if (cause === undefined) return error;
  return new AppError(failure("file.unwritable", { path, cause }, "user", error.message));
}

function sampleProgress(
  connection: DuckDBConnection,
  totalRows: number,
  { path, onProgress }: LineItemExport,
): () => void {
  const timer = setInterval(() => {
    const percent = connection.progress.percentage;
    const fraction = percent < 0 ? null : Math.min(1, percent / 100);
    onProgress({
      phase: "exporting",
      fraction,
      doneBytes: 0,
      totalBytes: 0,
      rows: fraction === null ? 0 : Math.round(fraction * totalRows),
      remainingMs: null,
      subject: path,
    });
  }, SAMPLE_MS);
  return () => clearInterval(timer);
}
