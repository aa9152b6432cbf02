import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { listDeliveries } from "../catalogue/catalogue.ts";
import { recoverFormer } from "../catalogue/former.ts";
import type { Database } from "../duckdb/database.ts";

/**
 * Clears away what a killed process left: staging, copies being made for others, line items that no catalogue entry knows, and
 * drafts of sums that were being kept beside those that one knows.
 */
export async function recoverWorkspace(directory: string, database: Database): Promise<void> {
  for (const folder of ["staging", "hand-over"])
    await rm(join(directory, folder), { recursive: true, force: true });
  const known = new Set((await database.read(listDeliveries)).map(({ id }) => id));
  await database.write((connection) => recoverFormer(connection, directory, known));
  const folder = join(directory, "line-items");
  const present = await readdir(folder).catch(() => []);
  for (const id of present.filter((name) => !known.has(name)))
    await rm(join(folder, id), { recursive: true, force: true });
  for (const id of present.filter((name) => known.has(name)))
    for (const draft of (await readdir(join(folder, id))).filter((name) => name.endsWith(".part")))
      await rm(join(folder, id, draft), { force: true });
}
