import { access, rename, rm } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Sql } from "#core/sql/sql.ts";
import { flushFile } from "../../disk/durable.ts";

const BEING_WRITTEN = new Map<string, Promise<void>>();
let written = 0;

/**
 * Writes a file that is worked out from line items the first time it is needed. Two questions that need the same file wait for
 * one writer; if that one is cancelled, the other writes.
 */
export async function keepOnce(
  connection: DuckDBConnection,
  path: string,
  write: (draft: string) => Sql | Promise<Sql>,
): Promise<void> {
  while (!(await exists(path))) {
    const writer = BEING_WRITTEN.get(path);
    if (writer !== undefined) {
      await writer.catch(() => null);
      continue;
    }
    const own = keep(connection, path, write).finally(() => BEING_WRITTEN.delete(path));
    BEING_WRITTEN.set(path, own);
    await own;
  }
}

/** Another process may keep the same file at the same time: both write the same, and the last rename stays. */
async function keep(
  connection: DuckDBConnection,
  path: string,
  write: (draft: string) => Sql | Promise<Sql>,
): Promise<void> {
  const draft = `${path}.${process.pid}-${(written += 1)}.part`;
  try {
    const statement = await write(draft);
    await connection.run(statement.text, [...statement.params]);
    await flushFile(draft);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
