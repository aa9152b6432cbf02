import { constants, existsSync } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { rollupColumn } from "#core/cost/rollup/rollup.ts";
import { fail } from "#core/result/failure.ts";
import { join as list, raw, sql, type Sql } from "#core/sql/sql.ts";
import { WORKSPACE_VERSION } from "#core/workspace/workspace.ts";
import { flushFile, flushFolder, renameDurably } from "../../disk/durable.ts";
import { openDatabase, type DatabaseOptions } from "../duckdb/database.ts";
import { run, runAll } from "../duckdb/run.ts";

/** One step from the format before `to` to `to`. */
export type Migration = { readonly to: number; readonly statements: readonly Sql[] };

/** The format of a workspace's database and the way to it from every earlier one. */
export type WorkspaceFormat = { readonly version: number; readonly migrations: readonly Migration[] };

/** There has been one format so far. */
export const PRESENT_FORMAT: WorkspaceFormat = { version: WORKSPACE_VERSION, migrations: [] };

/** The format of a database: 0 for one that holds nothing yet, 1 for one that does not say. */
export async function formatOf(connection: DuckDBConnection): Promise<number> {
  const tables = await run(connection, raw("SELECT table_name AS name FROM duckdb_tables()"));
  const names = tables.map((row) => String(row["name"]));
  if (!names.includes("delivery")) return 0;
  if (!names.includes("workspace_format")) return 1;
  const [row] = await run(connection, raw("SELECT max(version) AS version FROM workspace_format"));
  return Number(row?.["version"] ?? 1);
}

export async function noteFormat(connection: DuckDBConnection, version: number): Promise<void> {
  await runAll(connection, [
    raw("CREATE TABLE IF NOT EXISTS workspace_format (version INTEGER)"),
    raw("DELETE FROM workspace_format"),
    sql`INSERT INTO workspace_format VALUES (${version})`,
  ]);
}

/**
 * Brings a database that nobody has open to the present format: on a copy, whose sums are held against those of the former
 * one before it takes its place in one step. The former database stays beside it. Stopped anywhere, the database is the
 * former or the new one.
 */
export async function migrate(
  file: string,
  from: number,
  { version, migrations }: WorkspaceFormat,
  options?: DatabaseOptions,
): Promise<void> {
  if (existsSync(`${file}.wal`))
    fail("workspace.damaged", { path: file, cause: "its log could not be written into it" });
  const draft = `${file}.migrating`;
  for (const path of [draft, `${draft}.wal`]) await rm(path, { force: true });
  await copyFile(file, draft);
  const database = await openDatabase(draft, options);
  try {
    await database.write(async (connection) => {
      const before = await sumsOf(connection);
      await run(connection, raw("BEGIN"));
      for (const step of migrations.filter(({ to }) => to > from && to <= version))
        await runAll(connection, step.statements);
      await noteFormat(connection, version);
      await run(connection, raw("COMMIT"));
      const after = await sumsOf(connection);
      if (before !== after)
        fail("ingest.invariant_failed", { name: `format ${version}`, expected: before, actual: after }, "no");
      await run(connection, raw("CHECKPOINT"));
    });
  } catch (error) {
    await database.close();
    for (const path of [draft, `${draft}.wal`]) await rm(path, { force: true });
    throw error;
  }
  await database.close();
  await flushFile(draft);
  await keepFormer(file, from);
  await renameDurably(draft, file);
}

/** Name of the database as it was in an earlier format. */
export function formerDatabase(file: string, from: number): string {
  return join(dirname(file), `${basename(file, ".duckdb")}-format-${from}.duckdb`);
}

async function keepFormer(file: string, from: number): Promise<void> {
  const kept = formerDatabase(file, from);
  const part = `${kept}.part`;
  await copyFile(file, part, constants.COPYFILE_FICLONE);
  await flushFile(part);
  await renameDurably(part, kept);
  await flushFolder(dirname(file));
}

/** All sums per delivery, as text. */
async function sumsOf(connection: DuckDBConnection): Promise<string> {
  const sums = METRIC_IDS.map((id) => sql`sum(${rollupColumn(id)})::VARCHAR`);
  const daily = await run(
    connection,
    sql`SELECT delivery_id, sum(line_items)::VARCHAR AS rows, ${list(sums)} FROM daily GROUP BY ALL ORDER BY ALL`,
  );
  const held = await run(connection, raw("SELECT id, counted FROM delivery ORDER BY ALL"));
  return JSON.stringify({ daily, held });
}
