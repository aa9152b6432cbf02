import { stat } from "node:fs/promises";
import type { Delivery } from "#core/delivery/delivery.ts";

/** The user's files that a delivery was made from, as far as they are there with their size: archives, not what lies in them. */
export async function sourcesOf({ files }: Delivery): Promise<readonly string[] | null> {
  const paths = new Set<string>();
  for (const { source, sizeBytes } of files) {
    const path = await fileOf(source, sizeBytes);
    if (path === null) return null;
    paths.add(path);
  }
  return [...paths];
}

/** Members of archives are named behind a `#`, which may be part of any other name. */
async function fileOf(source: string, sizeBytes: number): Promise<string | null> {
  for (let end = source.length; end > 0; end = source.lastIndexOf("#", end - 1)) {
    const path = source.slice(0, end);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() === true && found.size === sizeBytes) return path;
  }
  return null;
}
