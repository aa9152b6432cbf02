import { createHash } from "node:crypto";
import { access, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join as joinPath } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ConsoleSnapshot } from "#core/console/documented-view.ts";
import { consoleViews, type DefinedView, filesOfViews } from "#core/console/views.ts";
import { identifier, literal, raw, sql } from "#core/sql/sql.ts";
import { listDeliveries } from "../catalogue/catalogue.ts";
import type { Database } from "../duckdb/database.ts";
import { run, runRows } from "../duckdb/run.ts";
import { Turnstile } from "../duckdb/turnstile.ts";

const FOLDER = "console";
/** Raised when the definition of a view changes, so that files of an older version are made anew. */
const VERSION = 1;
const MOST_ATTEMPTS = 4;

/** The snapshot that was given last, per open database. */
const LATEST = new WeakMap<Database, ConsoleSnapshot>();
/** The page asks for the views and runs a statement at once: the second of them takes what the first has made. */
const ONE_BY_ONE = new WeakMap<Database, Turnstile>();

/**
 * Writes what the console shows into a database file of its own: the roll-ups copied, the line items as views over their
 * Parquet files. The workspace's own database belongs to this process alone; DuckDB lets no other process read it meanwhile.
 */
export async function consoleSnapshot(
  workspace: Snapshotted,
  signal?: AbortSignal,
): Promise<ConsoleSnapshot> {
  const { database } = workspace;
  const turnstile = ONE_BY_ONE.get(database) ?? new Turnstile(1);
  ONE_BY_ONE.set(database, turnstile);
  return turnstile.run(() => snapshotOf(workspace, signal), signal);
}

type Snapshotted = { readonly database: Database; readonly directory: string };

async function snapshotOf(
  { database, directory }: Snapshotted,
  signal: AbortSignal | undefined,
): Promise<ConsoleSnapshot> {
  return database.read(async (connection) => {
    for (let attempt = 1; ; attempt += 1) {
      await connection.run("BEGIN");
      const key = await keyOf(connection, directory);
      const latest = LATEST.get(database);
      try {
        if (latest?.key === key && (await exists(latest.file))) return latest;
        const made = await make(connection, directory, key);
        LATEST.set(database, made);
        return made;
      } catch (error) {
        await rollback(connection);
        // Files of a delivery that is replaced meanwhile vanish; the views are then made of the new ones.
        const isMoved = (await keyOf(connection, directory)) !== key;
        if (!isMoved || attempt === MOST_ATTEMPTS || signal?.aborted === true) throw error;
      } finally {
        await rollback(connection);
      }
    }
  }, signal);
}

async function rollback(connection: DuckDBConnection): Promise<void> {
  await connection.run("ROLLBACK").catch(() => undefined);
}

/** Tells two states of the workspace apart by all that a view depends on. */
async function keyOf(connection: DuckDBConnection, directory: string): Promise<string> {
  const state = [
    await runRows(connection, raw("SELECT id, counted FROM delivery ORDER BY id")),
    await runRows(connection, raw("SELECT value, label FROM label ORDER BY ALL")),
  ];
  return createHash("sha256")
    .update(JSON.stringify([VERSION, directory, state]))
    .digest("hex")
    .slice(0, 16);
}

async function make(connection: DuckDBConnection, directory: string, key: string): Promise<ConsoleSnapshot> {
  const deliveries = await listDeliveries(connection);
  const mapKeys = await runRows(connection, raw("SELECT DISTINCT column_id, key FROM map_key"));
  const views = consoleViews(
    deliveries,
    directory,
    mapKeys.map(([column, name]) => ({ column: String(column), key: String(name) })),
  );
  const folder = joinPath(directory, FOLDER);
  const file = joinPath(folder, `${key}.duckdb`);
  if (!(await exists(file))) await write(connection, views, folder, file);
  return {
    key,
    file,
    reads: filesOfViews(deliveries, directory),
    views: views.map(({ name, meaning, columns }) => ({ name, meaning, columns })),
  };
}

/** Writes beside its place and renames, so that a file under its name is whole. */
async function write(
  connection: DuckDBConnection,
  views: readonly DefinedView[],
  folder: string,
  file: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  const name = `console_${file.replace(/\W+/g, "_")}`;
  await run(connection, sql`ATTACH ${literal(fresh)} AS ${identifier(name)}`);
  try {
    for (const { name: view, definition, isCopied } of views) {
      const kind = raw(isCopied ? "TABLE" : "VIEW");
      await run(connection, sql`CREATE ${kind} ${identifier(name, "main", view)} AS ${raw(definition)}`);
    }
    await connection.run("COMMIT");
  } finally {
    await rollback(connection);
    await run(connection, sql`DETACH ${identifier(name)}`);
  }
  await rename(fresh, file);
  await removeOthers(folder, file);
}

/** A former snapshot may still be open in another process; it is then removed next time. */
async function removeOthers(folder: string, file: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = joinPath(folder, name);
    if (path !== file) await rm(path, { force: true }).catch(() => undefined);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
