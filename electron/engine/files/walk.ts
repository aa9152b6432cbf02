import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fail } from "#core/result/failure.ts";
import { unreadable } from "./source-file.ts";

/** A file found below the paths the user named; `named` when it was named itself. */
export type Found = { readonly path: string; readonly named: boolean };

const REPORT_FILE = /\.(csv|gz|zip|parquet|json)$/i;
/** Files of AWS's own that hold no line items. */
const NOISE = /(^|\/)(aws-programmatic-access-test-object|cost_and_usage_data_status)(\/|$|\.)/;
const MAX_FILES = 100_000;

/** All files that may matter below the paths, in a stable order; folders are searched, hidden entries and links to folders are not. */
export async function walk(paths: readonly string[], signal?: AbortSignal): Promise<readonly Found[]> {
  const found = new Map<string, Found>();
  for (const path of paths.map((each) => resolve(each))) {
    const isFolder = await kindOfPath(path);
    if (!isFolder) found.set(path, { path, named: true });
    else for await (const file of filesBelow(path, signal)) addFile(found, file);
  }
  return [...found.values()];
}

async function kindOfPath(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    return unreadable(path, error);
  }
}

async function* filesBelow(folder: string, signal: AbortSignal | undefined): AsyncGenerator<string> {
  if (signal?.aborted === true) fail("cancelled", {});
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) =>
    unreadable(folder, error),
  );
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path, signal);
    else if (!entry.isDirectory() && REPORT_FILE.test(entry.name) && !NOISE.test(path.replaceAll("\\", "/")))
      yield path;
  }
}

function addFile(found: Map<string, Found>, path: string): void {
  if (found.size >= MAX_FILES) fail("file.unreadable", { path, cause: `more than ${MAX_FILES} files` });
  if (!found.has(path)) found.set(path, { path, named: false });
}
