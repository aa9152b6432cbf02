import { type Database, type Memory, setMemory } from "../duckdb/database.ts";

/**
 * DuckDB 1.5.6 writes Parquet in order from several threads, and makes them wait for each other (busily) once a fraction of
 * its memory limit is taken by rows not yet written. What it really uses stays far below this limit.
 */
const WHILE_WRITING: Memory = { memoryLimitMb: 2_000, keepsFiles: false };

/**
 * Runs work that writes much, under a memory limit that does not slow it down and without keeping what it reads of Parquet:
 * DuckDB keeps it up to that limit, also of files that the work then replaces. Both are as before afterwards.
 */
export async function withRoomToWrite<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const set = (memory: Memory) => database.read((connection) => setMemory(connection, memory));
  try {
    await set(WHILE_WRITING);
    return await work();
  } finally {
    await set(database.memory);
  }
}
