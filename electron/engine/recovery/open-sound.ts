import { constants, existsSync } from "node:fs";
import { access, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError, fail } from "#core/result/failure.ts";
import { raw } from "#core/sql/sql.ts";
import { setAside } from "../../disk/set-aside.ts";
import { createCatalogue } from "../catalogue/catalogue.ts";
import { openDatabase, type Database, type DatabaseOptions } from "../duckdb/database.ts";
import { run } from "../duckdb/run.ts";
import { formatOf, migrate, noteFormat, type WorkspaceFormat } from "../workspace/migrate.ts";
import { SMALL_TABLES, touchTables } from "./touch-tables.ts";

export const DATABASE_FILE = "workspace.duckdb";
/** Only one process at a time may decide that a database is damaged. */
const LOCK_FILE = "recovering.duckdb";

export type OpenedSound = {
  readonly database: Database;
  /** True where the former one was put aside: it holds nothing yet. */
  readonly isFresh: boolean;
};

/**
 * Opens the database of a workspace. One that cannot be read is put aside with its log, and an empty one takes its place, to be
 * filled from the line items; where only the log is damaged, the log goes alone and the database is as of its last checkpoint.
 */
export async function openSound(
  directory: string,
  format: WorkspaceFormat,
  options?: DatabaseOptions,
): Promise<OpenedSound> {
  await refuseReadOnly(directory);
  const open = (): Promise<Database> => openInFormat(directory, format, options);
  try {
    return { database: await open(), isFresh: false };
  } catch (error) {
    causeOf(error);
  }
  return alone(directory, async () => {
    // Another process may have done it meanwhile.
    for (const step of [logAside, databaseAside])
      try {
        return { database: await open(), isFresh: false };
      } catch (error) {
        await step(directory, causeOf(error));
      }
    return { database: await open(), isFresh: true };
  });
}

/** Puts the database and its log aside; nobody may have it open. */
export async function databaseAside(directory: string, cause: string): Promise<void> {
  const file = join(directory, DATABASE_FILE);
  await setAside(directory, { thing: "database", name: DATABASE_FILE, cause }, [`${file}.wal`, file]);
}

/** Without a damaged log the database may be whole, but for what was written last. */
async function logAside(directory: string, cause: string): Promise<void> {
  const log = `${join(directory, DATABASE_FILE)}.wal`;
  if (existsSync(log) && /\bWAL\b/i.test(cause))
    await setAside(directory, { thing: "log", name: `${DATABASE_FILE}.wal`, cause }, [log]);
}

/** Opens a database, in the present format from then on. */
async function openInFormat(
  directory: string,
  format: WorkspaceFormat,
  options: DatabaseOptions | undefined,
): Promise<Database> {
  const file = join(directory, DATABASE_FILE);
  const found = await opened(file, options, (connection) => formatOf(connection));
  if (found.result > format.version) {
    await found.database.close();
    fail("workspace.newer", { path: directory, version: found.result }, "no");
  }
  if (found.result > 0 && found.result < format.version) {
    await found.database.write((connection) => run(connection, raw("CHECKPOINT")));
    await found.database.close();
    await alone(directory, () => migrate(file, found.result, format, options));
    return openInFormat(directory, format, options);
  }
  const { database } = found;
  try {
    await database.write(async (connection) => {
      await createCatalogue(connection);
      if (found.result === 0) await noteFormat(connection, format.version);
    });
    await database.read((connection) => touchTables(connection, SMALL_TABLES));
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function opened<T>(
  file: string,
  options: DatabaseOptions | undefined,
  look: (connection: DuckDBConnection) => Promise<T>,
): Promise<{ readonly database: Database; readonly result: T }> {
  const database = await openDatabase(file, options);
  try {
    return { database, result: await database.read(look) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** DuckDB would say so too late, when something has been written already. */
async function refuseReadOnly(directory: string): Promise<void> {
  for (const path of [directory, join(directory, DATABASE_FILE)])
    await access(path, constants.W_OK).catch((error: unknown) => {
      const code = error instanceof Error && "code" in error ? error.code : null;
      if (code === "EACCES" || code === "EPERM" || code === "EROFS")
        fail("workspace.read_only", { path: directory });
    });
}

/** Why a database cannot be read; throws on whatever else keeps it from being opened. */
function causeOf(error: unknown): string {
  if (error instanceof AppError && error.failure.code === "workspace.damaged")
    return error.failure.params.cause;
  throw error;
}

async function alone<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const lock = await lockOf(directory);
  try {
    return await work();
  } finally {
    await lock.close();
  }
}

/** A database of its own, for the lock that the system lifts when its process ends, however it ends. */
async function lockOf(directory: string): Promise<Database> {
  const file = join(directory, LOCK_FILE);
  try {
    return await openDatabase(file);
  } catch (error) {
    causeOf(error);
    // It holds nothing.
    for (const path of [file, `${file}.wal`]) await rm(path, { force: true });
    return openDatabase(file);
  }
}
