import { rm } from "node:fs/promises";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { mapped } from "./errors.ts";
import { interruptible } from "./interrupt.ts";
import { Turnstile } from "./turnstile.ts";

export type DatabaseOptions = {
  readonly memoryLimitMb?: number;
  readonly threads?: number;
  /** Nothing is written, nor spilled: what does not fit into memory fails. A database in memory does not spill either. */
  readonly readOnly?: boolean;
};

/** The open database of a workspace: many readers, one writer at a time. */
export type Database = {
  readonly file: string;
  /** Runs work on a connection of its own; an aborted signal interrupts it and rejects with `cancelled`. */
  read<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** As `read`, but one after the other. */
  write<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T>;
  close(): Promise<void>;
};

const MEMORY = ":memory:";
const READERS = 8;
const DEFAULT_MEMORY_LIMIT_MB = 640;

/**
 * Opens (or creates) a database file. Opening a file that this process holds already shares the instance: DuckDB's file
 * lock does not protect a file from being opened twice by one process.
 */
export async function openDatabase(file: string, options: DatabaseOptions = {}): Promise<Database> {
  try {
    const instance = await openInstance(file, options.readOnly ?? false);
    const setup = await instance.connect();
    await configure(setup, file, options);
    setup.closeSync();
    return new PooledDatabase(file, instance);
  } catch (error) {
    throw mapped(error, file);
  }
}

class PooledDatabase implements Database {
  readonly file: string;
  readonly #instance: DuckDBInstance;
  readonly #idle: DuckDBConnection[] = [];
  readonly #running = new Set<DuckDBConnection>();
  readonly #readers = new Turnstile(READERS);
  readonly #writer = new Turnstile(1);
  #closed = false;

  constructor(file: string, instance: DuckDBInstance) {
    this.file = file;
    this.#instance = instance;
  }

  async read<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#readers.run(() => this.#use(work, signal), signal);
  }

  async write<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#writer.run(() => this.#use(work, signal), signal);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const connection of this.#running) connection.interrupt();
    for (const connection of this.#idle.splice(0)) connection.closeSync();
    this.#instance.closeSync();
  }

  async #use<T>(
    work: (connection: DuckDBConnection) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (this.#closed) throw new Error(`database is closed: ${this.file}`);
    const connection = this.#idle.pop() ?? (await this.#instance.connect());
    this.#running.add(connection);
    try {
      return await interruptible(connection, () => work(connection), signal);
    } catch (error) {
      await rollback(connection);
      throw mapped(error, this.file);
    } finally {
      this.#running.delete(connection);
      if (this.#closed) connection.closeSync();
      else this.#idle.push(connection);
    }
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
    `memory_limit = '${options.memoryLimitMb ?? DEFAULT_MEMORY_LIMIT_MB}MB'`,
    ...(options.threads === undefined ? [] : [`threads = ${options.threads}`]),
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "allow_community_extensions = false",
    "allow_persistent_secrets = false",
  ];
  for (const setting of settings) await connection.run(`SET GLOBAL ${setting}`);
  if (file === MEMORY || options.readOnly === true) {
    await connection.run("SET GLOBAL temp_directory = ''");
    return;
  }
  const spill = `${file}.tmp`;
  await rm(spill, { recursive: true, force: true });
  await connection.run(`SET GLOBAL temp_directory = '${spill.replaceAll("'", "''")}'`);
}

/** A statement that failed inside a transaction must not leave it open for the next one who gets the connection. */
async function rollback(connection: DuckDBConnection): Promise<void> {
  try {
    await connection.run("ROLLBACK");
  } catch {
    // No transaction was open.
  }
}
