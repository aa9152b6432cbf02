import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { fail } from "#core/result/failure.ts";
import { flushFile, renameDurably } from "../disk/durable.ts";
import { isCode } from "./json-file.ts";

/** Writes a file in one step: the one that was there stays until the new one is whole. */
export async function writeFileWhole(path: string, data: string | Uint8Array): Promise<void> {
  const fresh = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(fresh, data, { flag: "wx" });
    await flushFile(fresh);
    await renameDurably(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    if (isCode(error, "ENOSPC")) fail("disk.full", { path });
    if (error instanceof Error && "code" in error)
      fail("file.unwritable", { path, cause: String(error.code) }, "user", error.message);
    throw error;
  }
}
