import { raw, sql } from "#core/sql/sql.ts";
import type { Database } from "../duckdb/database.ts";
import { run } from "../duckdb/run.ts";

/**
 * DuckDB 1.5.6 writes Parquet in order from several threads, and makes them wait for each other (busily) once a fraction of
 * its memory limit is taken by rows not yet written. What it really uses stays far below this limit.
 */
const LIMIT_WHILE_WRITING_MB = 2_000;

/** Runs work that writes much, under a memory limit that does not slow it down; the former limit comes back afterwards. */
export async function withRoomToWrite<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const [row] = await database.read((connection) =>
    run(connection, raw("SELECT current_setting('memory_limit') AS former")),
  );
  const former = String(row?.["former"]);
  await setLimit(database, `${LIMIT_WHILE_WRITING_MB}MB`);
  try {
    return await work();
  } finally {
    await setLimit(database, former);
  }
}

async function setLimit(database: Database, limit: string): Promise<void> {
  await database.read((connection) => run(connection, sql`SET GLOBAL memory_limit = ${limit}`));
}
