import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isVersionOf } from "#core/restatement/former-delivery.ts";
import { listEntries } from "../catalogue/catalogue.ts";
import { recoverFormer } from "../catalogue/former.ts";
import { hasRecord, readRecord, writeRecord } from "../catalogue/record.ts";
import type { Database } from "../duckdb/database.ts";

/**
 * Clears away what a killed process left: staging, copies being made for others, line items that no catalogue entry knows, and
 * drafts of sums that were being kept beside those that one knows. Line items with a record were acknowledged: where the
 * catalogue holds neither them nor what replaced them, the database has lost them, and they stay to be taken in again.
 */
export async function recoverWorkspace(directory: string, database: Database): Promise<void> {
  for (const folder of ["staging", "hand-over"]) await clear(join(directory, folder));
  const entries = await database.read(listEntries);
  const held = entries.map(({ delivery }) => delivery);
  const known = new Set(held.map(({ id }) => id));
  await database.write((connection) => recoverFormer(connection, directory, known));
  const folder = join(directory, "line-items");
  const present = await readdir(folder).catch(() => []);
  for (const id of present.filter((name) => !known.has(name))) {
    const lost = (await readRecord(directory, id))?.entry.delivery;
    const isReplaced = (each: (typeof held)[number]): boolean =>
      lost !== undefined && isVersionOf(each, lost) && each.importedAt >= lost.importedAt;
    if (lost === undefined || held.some(isReplaced)) await clear(join(folder, id));
  }
  for (const id of present.filter((name) => known.has(name)))
    for (const draft of (await readdir(join(folder, id))).filter((name) => name.endsWith(".part")))
      await clear(join(folder, id, draft));
  for (const entry of entries)
    if (!(await hasRecord(directory, entry.delivery.id)))
      // Where line items are missing or the disk is full, there is no record, which changes no answer.
      await writeRecord(directory, entry).catch(() => undefined);
}

/** What cannot be cleared away now is of no account, and is tried again at the next opening. */
async function clear(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}
