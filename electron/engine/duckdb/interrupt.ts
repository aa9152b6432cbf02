import type { DuckDBConnection } from "@duckdb/node-api";
import { fail } from "#core/result/failure.ts";

const REPEAT_MS = 25;

/**
 * Runs work on a connection and stops it when the signal fires. An interrupt only reaches the statement that runs at
 * that moment, so it is repeated until the work has ended.
 */
export async function interruptible<T>(
  connection: DuckDBConnection,
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return work();
  if (signal.aborted) fail("cancelled", {});
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    connection.interrupt();
    timer = setInterval(() => connection.interrupt(), REPEAT_MS);
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) fail("cancelled", {}, "user", String(error));
    throw error;
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", stop);
  }
}
