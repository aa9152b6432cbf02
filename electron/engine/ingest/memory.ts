import { raw, type Sql, sql } from "#core/sql/sql.ts";
import type { Database } from "../duckdb/database.ts";
import { run } from "../duckdb/run.ts";

/**
 * DuckDB 1.5.6 writes Parquet in order from several threads, and makes them wait for each other (busily) once a fraction of
 * its memory limit is taken by rows not yet written. What it really uses stays far below this limit.
 */
const LIMIT_WHILE_WRITING_MB = 2_000;

/**
 * Runs work that writes much, under a memory limit that does not slow it down and without keeping what it reads of Parquet,
 * which would fill that limit; both are as before afterwards.
 */
export async function withRoomToWrite<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const [row] = await database.read((connection) =>
    run(connection, raw("SELECT current_setting('memory_limit') AS former")),
  );
  const former = String(row?.["former"]);
  await set(database, sql`SET GLOBAL memory_limit = ${`${LIMIT_WHILE_WRITING_MB}MB`}`);
  try {
    await set(database, raw("SET GLOBAL enable_external_file_cache = false"));
    return await work();
  } finally {
    await set(database, raw("SET GLOBAL enable_external_file_cache = true"));
    await set(database, sql`SET GLOBAL memory_limit = ${former}`);
  }
}

async function set(database: Database, setting: Sql): Promise<void> {
  await database.read((connection) => run(connection, setting));
}
