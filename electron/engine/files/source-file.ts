import { open, stat } from "node:fs/promises";
import { fail } from "#core/result/failure.ts";

/** A file of the user as it lay on disk when it was first looked at. */
export type Snapshot = {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly inode: number;
};

export async function snapshot(path: string): Promise<Snapshot> {
  try {
    const found = await stat(path);
    return { path, sizeBytes: found.size, modifiedMs: found.mtimeMs, inode: found.ino };
  } catch (error) {
    return unreadable(path, error);
  }
}

/** Fails with `file.changed` when the file is no longer the one of the snapshot. */
export async function assertUnchanged(before: Snapshot): Promise<void> {
  const now = await snapshot(before.path);
  if (
    now.sizeBytes !== before.sizeBytes ||
    now.modifiedMs !== before.modifiedMs ||
    now.inode !== before.inode
  )
    fail("file.changed", { path: before.path }, "user");
}

export async function readHead(path: string, bytes: number): Promise<Buffer> {
  try {
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    return unreadable(path, error);
  }
}

export function unreadable(path: string, error: unknown): never {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR") fail("file.not_found", { path });
  fail("file.unreadable", { path, cause: error instanceof Error ? error.message : String(error) });
}
