import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { naming } from "./named-errors.ts";

/** Waits until the bytes of a file are on the disk. */
export async function flushFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await naming(path, () => file.sync());
  } finally {
    await file.close();
  }
}

/** Waits until the names in a folder are on the disk. Windows opens no folders, and writes names down by itself. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await naming(path, () => folder.sync());
  } finally {
    await folder.close();
  }
}

/** Renames, and waits until the new name is on the disk: what is written later may rely on it. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await flushFolder(dirname(to));
}

/** Replaces a file in one step: after a crash or a power cut there is the old content or the new, never half of it. */
export async function writeDurably(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${randomUUID()}`;
  try {
    const handle = await open(fresh, "w", 0o600);
    try {
      await naming(path, async () => {
        await handle.writeFile(text);
        await handle.sync();
      });
    } finally {
      await handle.close();
    }
    await renameDurably(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw error;
  }
}
