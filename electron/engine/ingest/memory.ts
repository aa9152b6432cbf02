import { type Database, LEAST_MEMORY_MB, type Memory, setMemory } from "../duckdb/database.ts";

/** With the 600 MB of the database that reads the files an import has 900 MB in all, so that its process stays near 1 GB. */
const SUMMING: Memory = { memoryLimitMb: LEAST_MEMORY_MB, keepsFiles: false };

/**
 * Runs an import within its share of memory, without keeping what it reads of Parquet: DuckDB keeps it up to its limit, also
 * of files that the import then replaces. Limit and keeping are as before afterwards.
 */
export async function withinImportMemory<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const set = (memory: Memory) => database.read((connection) => setMemory(connection, memory));
  try {
    await set(SUMMING);
    return await work();
  } finally {
    await set(database.memory);
  }
}
