import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isVersionOf } from "#core/restatement/former-delivery.ts";
import { setAside } from "../../disk/set-aside.ts";
import { listEntries } from "../catalogue/catalogue.ts";
import { recoverFormer } from "../catalogue/former.ts";
import { findRecords, hasRecord, writeRecord } from "../catalogue/record.ts";
import { findSideCopy, sideCopyFile, takeOver, writeSideCopy } from "../catalogue/side-copy.ts";
import type { Database } from "../duckdb/database.ts";

/**
 * Clears away what a killed process left: staging, copies being made for others, line items that no catalogue entry knows, and
 * drafts of sums that were being kept beside those that one knows. Line items with a record were acknowledged: where the
 * catalogue holds neither them nor what replaced them, the database has lost them, and they stay to be taken in again.
 */
export async function recoverWorkspace(
  directory: string,
  database: Database,
  /** The former database was damaged: this one knows nothing. */
  isFresh = false,
): Promise<void> {
  for (const folder of ["staging", "hand-over"]) await clear(join(directory, folder));
  const entries = await database.read(listEntries);
  const held = entries.map(({ delivery }) => delivery);
  const known = new Set(held.map(({ id }) => id));
  const records = await findRecords(directory);
  const recorded = [...records.values()].flatMap((found) =>
    found.kind === "read" ? [found.record.entry.delivery] : [],
  );
  const side = await findSideCopy(directory);
  const isBlind = side.kind === "damaged" || (isFresh && side.kind === "absent");
  if (side.kind === "damaged")
    await setAside(
      directory,
      { thing: "former", name: "catalogue-copy.json", cause: "it is not as it was written" },
      [sideCopyFile(directory)],
      "copies",
    );
  await database.write(async (connection) => {
    if (side.kind === "read") await takeOver(connection, directory, side.copy, [...held, ...recorded]);
    await recoverFormer(connection, directory, known, isBlind);
    await writeSideCopy(connection, directory);
  });
  const folder = join(directory, "line-items");
  for (const [id, found] of records) {
    if (known.has(id)) continue;
    if (found.kind === "damaged")
      await setAside(
        directory,
        { thing: "lineItems", name: id, cause: "the record of these line items is damaged" },
        [join(folder, id)],
      );
    const lost = found.kind === "read" ? found.record.entry.delivery : undefined;
    const isReplaced = (each: (typeof held)[number]): boolean =>
      lost !== undefined && isVersionOf(each, lost) && each.importedAt >= lost.importedAt;
    if (lost === undefined || held.some(isReplaced)) await clear(join(folder, id));
  }
  for (const id of records.keys())
    if (known.has(id))
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
