import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

export type StoredSize = { readonly totalBytes: number };

/** Everything the workspace keeps: line items, roll-ups, catalogue. */
export async function storedSize(workspace: string): Promise<StoredSize> {
  const names = await readdir(workspace, { recursive: true });
  const stats = await Promise.all(names.map((name) => stat(join(workspace, name))));
  return { totalBytes: stats.reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0) };
}
