import type { DuckDBConnection } from "@duckdb/node-api";
import { type CsvOptions, csvRelation, duckdbPath } from "#core/ingest/stage-sql.ts";
import { fail } from "#core/result/failure.ts";
import { raw, sql } from "#core/sql/sql.ts";
import { run } from "../duckdb/run.ts";
import type { Source } from "./source.ts";

/**
 * Counts rows that are exactly one cell short; those are kept. A row that lacks more is no slip of a writer but a sign of
 * damage (a cut-off last line), and fails.
 */
export async function countShortRows(
  connection: DuckDBConnection,
  source: Source,
  options: CsvOptions,
  rows: number,
): Promise<number> {
  await run(connection, raw("DROP TABLE IF EXISTS reject_errors"));
  await run(connection, raw("DROP TABLE IF EXISTS reject_scans"));
  const relation = csvRelation(duckdbPath(source.path), { ...options, padRows: false, dropBadRows: true });
  const [whole] = await run(connection, sql`SELECT count(*) AS rows FROM ${relation}`);
  const [worst] = await run(
    connection,
    sql`SELECT line, error_message AS cause FROM reject_errors
      WHERE error_message NOT LIKE ${`%Found: ${options.columns - 1}`} ORDER BY line LIMIT 1`,
  );
  if (worst !== undefined)
    fail("cur.bad_row", {
      path: source.display,
      row: Math.max(1, Number(worst["line"]) - 1),
      cause: String(worst["cause"]),
    });
  return rows - Number(whole?.["rows"] ?? 0);
}
