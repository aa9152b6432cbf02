import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { csvText, type CellRows } from "#core/report/csv-text.ts";
import { fail } from "#core/result/failure.ts";
import { isCode } from "./json-file.ts";

/** Writes a table as CSV in one step: the file that was there stays until the new one is whole. */
export async function writeTable(path: string, rows: CellRows): Promise<void> {
  const fresh = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(fresh, csvText(rows), { flag: "wx" });
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    if (isCode(error, "ENOSPC")) fail("disk.full", { path });
    if (error instanceof Error && "code" in error)
      fail("file.unwritable", { path, cause: String(error.code) }, "user", error.message);
    throw error;
  }
}
