import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "#core/result/failure.ts";
import { type Database, openDatabase } from "./database.ts";

/** A database in memory for reading files that nobody has vouched for. */
export type Scratch = Pick<Database, "read" | "close">;

/** More does not make it write Parquet faster (build/docs/benchmark.md). */
const MEMORY_LIMIT_MB = 600;
const PREVIOUS = /invalidated because of a previous fatal error/;

/**
 * Some damaged CSV and Parquet files bring DuckDB 1.5.6 to a fatal error, after which the database that read them answers
 * nothing any more. It must never be the workspace's: what is read here takes only this database with it, and who was
 * reading something else at the time is served by a new one.
 */
export function openScratch(openNew: (number: number) => Promise<Database> = openInMemory): Scratch {
  const opened: Promise<Database>[] = [];
  let current: Promise<Database> | null = null;
  const open = (): Promise<Database> => {
    const database = openNew(opened.length);
    opened.push(database);
    return database;
  };
  const attempt: Database["read"] = async (work, signal) => {
    const mine = (current ??= open());
    try {
      return await (await mine).read(work, signal);
    } catch (error) {
      if (current === mine && (await isDead(await mine))) current = null;
      throw error;
    }
  };
  return {
    async read(work, signal) {
      try {
        return await attempt(work, signal);
      } catch (error) {
        if (!PREVIOUS.test(textOf(error))) throw error;
        return attempt(work, signal);
      }
    },
    async close() {
      for (const database of opened) await (await database).close();
    },
  };
}

function openInMemory(): Promise<Database> {
  return openDatabase(":memory:", { memoryLimitMb: MEMORY_LIMIT_MB, keepsFiles: false });
}

/** A scratch database that spills into a folder what does not fit into memory; a further one gets its own folder there. */
export function openSpillingScratch(folder: string): Scratch {
  return openScratch((number) =>
    openDatabase(":memory:", {
      memoryLimitMb: MEMORY_LIMIT_MB,
      keepsFiles: false,
      spillTo: join(folder, String(number)),
    }),
  );
}

/** Runs one piece of work on a scratch database of its own. */
export async function onScratch<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const scratch = openScratch();
  try {
    return await scratch.read(work, signal);
  } finally {
    await scratch.close();
  }
}

async function isDead(database: Database): Promise<boolean> {
  return database
    .read(async (connection) => {
      await connection.run("SELECT 1");
      return false;
    })
    .catch(() => true);
}

function textOf(error: unknown): string {
  if (error instanceof AppError) return error.failure.cause ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
