import { mkdir, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers/promises";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "#core/result/failure.ts";
import { mapped } from "./errors.ts";
import { interruptible } from "./interrupt.ts";
import { Turnstile } from "./turnstile.ts";

/** How much a database keeps in memory. */
export type Memory = {
  readonly memoryLimitMb: number;
  /** Parquet that was read stays in memory while there is room, for whoever reads it again. */
  readonly keepsFiles: boolean;
};

/** 640 MB that keep files unless told otherwise. */
export type DatabaseOptions = Partial<Memory> & {
  /** A thread for each core unless told otherwise, but never more than its memory carries. */
  readonly threads?: number;
  /** Nothing is written, nor spilled: what does not fit into memory fails. */
  readonly readOnly?: boolean;
  /** Folder of a database in memory alone, which does not spill without one. That of a file is beside it. */
  readonly spillTo?: string;
};

/** The open database of a workspace: many readers, one writer at a time. */
export type Database = {
  readonly file: string;
  /** As it was opened with. */
  readonly memory: Memory;
  /** Runs work on a connection of its own; an aborted signal interrupts it and rejects with `cancelled`. */
  read<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** As `read`, but one after the other. */
  write<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** How often work has failed on damaged data so far. */
  damageFailures(): number;
  close(): Promise<void>;
};

const MEMORY = ":memory:";
const READERS = 8;
const WAIT_MS = 10;
const DEFAULT_MEMORY_LIMIT_MB = 640;
/** Of a workspace's database, which has the default at other times, while an import sums. */
export const LEAST_MEMORY_MB = 300;
/** Each thread holds what it cannot spill: 16 of them run out of 400 MB where 4 get along with 200 (build/docs/benchmark.md). */
const MB_FOR_A_THREAD = 75;

/**
 * Opens (or creates) a database file. Opening a file that this process holds already shares the instance: DuckDB's file
 * lock does not protect a file from being opened twice by one process.
 */
export async function openDatabase(file: string, options: DatabaseOptions = {}): Promise<Database> {
  try {
    return new PooledDatabase(file, options, await openConfigured(file, options));
  } catch (error) {
    throw mapped(error, file);
  }
}

async function openConfigured(file: string, options: DatabaseOptions): Promise<DuckDBInstance> {
  const instance = await openInstance(file, options.readOnly ?? false);
  try {
    const setup = await instance.connect();
    await configure(setup, file, options);
    setup.closeSync();
    return instance;
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** DuckDB answers nothing more after one of these, a full disk at a checkpoint for instance, until the file is opened anew. */
const INVALID = /^FATAL Error:|database has been invalidated/;

class PooledDatabase implements Database {
  readonly file: string;
  readonly memory: Memory;
  readonly #options: DatabaseOptions;
  #instance: DuckDBInstance;
  #isInvalid = false;
  #isReleased = false;
  #renewing: Promise<void> | null = null;
  readonly #idle: DuckDBConnection[] = [];
  readonly #running = new Set<DuckDBConnection>();
  readonly #readers = new Turnstile(READERS);
  readonly #writer = new Turnstile(1);
  #closed = false;
  #damageFailures = 0;

  constructor(file: string, options: DatabaseOptions, instance: DuckDBInstance) {
    this.file = file;
    this.memory = memoryOf(options);
    this.#options = options;
    this.#instance = instance;
  }

  async read<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#readers.run(() => this.#use(work, signal), signal);
  }

  async write<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#writer.run(() => this.#use(work, signal), signal);
  }

  damageFailures(): number {
    return this.#damageFailures;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const connection of this.#running) connection.interrupt();
    for (const connection of this.#idle.splice(0)) connection.closeSync();
    if (!this.#isReleased) this.#instance.closeSync();
  }

  async #use<T>(
    work: (connection: DuckDBConnection) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (this.#closed) throw new Error(`database is closed: ${this.file}`);
    if (this.#isInvalid) await this.#renew();
    const connection = this.#idle.pop() ?? (await this.#instance.connect());
    this.#running.add(connection);
    try {
      return await interruptible(connection, () => work(connection), signal);
    } catch (error) {
      if (error instanceof Error && INVALID.test(error.message)) this.#isInvalid = true;
      await rollback(connection);
      throw this.#told(error);
    } finally {
      this.#running.delete(connection);
      if (this.#closed || this.#isInvalid) connection.closeSync();
      else this.#idle.push(connection);
    }
  }

  #told(error: unknown): unknown {
    const known = mapped(error, this.file);
    if (known instanceof AppError && known.failure.code === "workspace.damaged") this.#damageFailures += 1;
    return known;
  }

  /** Opens the file anew once nobody uses the instance that has given up; what was committed is in it. */
  #renew(): Promise<void> {
    this.#renewing ??= this.#reopen()
      .catch((error: unknown) => {
        throw this.#told(error);
      })
      .finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  async #reopen(): Promise<void> {
    while (this.#running.size > 0) await setTimeout(WAIT_MS);
    for (const connection of this.#idle.splice(0)) connection.closeSync();
    if (!this.#isReleased) this.#instance.closeSync();
    this.#isReleased = true;
    this.#instance = await openConfigured(this.file, this.#options);
    this.#isReleased = false;
    this.#isInvalid = false;
  }
}

function openInstance(file: string, readOnly: boolean): Promise<DuckDBInstance> {
  if (file === MEMORY) return DuckDBInstance.create(MEMORY);
  return readOnly
    ? DuckDBInstance.create(file, { access_mode: "READ_ONLY" })
    : DuckDBInstance.fromCache(file);
}

/** Settings of every workspace: nothing is fetched or loaded from outside, spilling stays inside the workspace. */
async function configure(
  connection: DuckDBConnection,
  file: string,
  options: DatabaseOptions,
): Promise<void> {
  const settings = [
    `threads = ${threadsOf(options)}`,
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "allow_community_extensions = false",
    "allow_persistent_secrets = false",
  ];
  await setMemory(connection, memoryOf(options));
  for (const setting of settings) await connection.run(`SET GLOBAL ${setting}`);
  const spill = await spillFolder(file, options);
  await connection.run(`SET GLOBAL temp_directory = '${spill.replaceAll("'", "''")}'`);
}

/** Where a database spills; the empty text where it does not. What a killed process left there goes. */
async function spillFolder(file: string, { readOnly, spillTo }: DatabaseOptions): Promise<string> {
  if (file === MEMORY) {
    if (spillTo !== undefined) await mkdir(spillTo, { recursive: true });
    return spillTo ?? "";
  }
  if (readOnly === true) return "";
  const folder = `${file}.tmp`;
  await rm(folder, { recursive: true, force: true });
  return folder;
}

function memoryOf({ memoryLimitMb = DEFAULT_MEMORY_LIMIT_MB, keepsFiles = true }: DatabaseOptions): Memory {
  return { memoryLimitMb, keepsFiles };
}

/** As many as the least memory carries: DuckDB takes threads away only when every running question is through. */
function threadsOf({
  memoryLimitMb = LEAST_MEMORY_MB,
  threads = availableParallelism(),
}: DatabaseOptions): number {
  return Math.max(1, Math.min(threads, Math.floor(memoryLimitMb / MB_FOR_A_THREAD)));
}

/** Holds for all connections of a database from here on. */
export async function setMemory(
  connection: DuckDBConnection,
  { memoryLimitMb, keepsFiles }: Memory,
): Promise<void> {
  await connection.run(`SET GLOBAL memory_limit = '${memoryLimitMb}MB'`);
  await connection.run(`SET GLOBAL enable_external_file_cache = ${keepsFiles}`);
}

/** A statement that failed inside a transaction must not leave it open for the next one who gets the connection. */
async function rollback(connection: DuckDBConnection): Promise<void> {
  try {
    await connection.run("ROLLBACK");
  } catch {
    // No transaction was open.
  }
}
