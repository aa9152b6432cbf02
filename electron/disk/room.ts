import { statfs } from "node:fs/promises";
import { fail } from "#core/result/failure.ts";

/** Fails where a disk has less room than will be needed. */
export async function demandRoom(directory: string, neededBytes: number): Promise<void> {
  const disk = await statfs(directory).catch(() => null);
  if (disk === null) return;
  const freeBytes = disk.bavail * disk.bsize;
  if (freeBytes < neededBytes) fail("disk.too_small", { path: directory, neededBytes, freeBytes });
}
