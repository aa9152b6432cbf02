import { join, resolve } from "node:path";
import { fail } from "#core/result/failure.ts";
import { openDatabase, type Database, type DatabaseOptions } from "../duckdb/database.ts";
import { recoverWorkspace } from "../ingest/recover.ts";
import { DATABASE_FILE, openSound } from "../recovery/open-sound.ts";
import { PRESENT_FORMAT } from "./migrate.ts";
import { isWorkspace, prepareFolder, refuseNewer } from "./workspace-file.ts";

/** The folder and the database of the workspace that is open. */
export type OpenWorkspace = { readonly directory: string; readonly database: Database };

/**
 * Opens a workspace folder, making it if it is new, and clears away what a killed process left behind. A damaged database is
 * put aside: the workspace opens without what only a repair brings back.
 */
export async function openWorkspace(
  directory: string,
  now: Date,
  options?: DatabaseOptions,
  format = PRESENT_FORMAT,
): Promise<OpenWorkspace> {
  const folder = resolve(directory);
  await prepareFolder(folder, now, format.version);
  const { database, isFresh } = await openSound(folder, format, options);
  try {
    await recoverWorkspace(folder, database, isFresh);
    return { directory: folder, database };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens a workspace folder that is there to be read: neither its files nor what a killed process left behind are changed. */
export async function lookAtWorkspace(directory: string, options?: DatabaseOptions): Promise<OpenWorkspace> {
  const folder = resolve(directory);
  if (!(await isWorkspace(folder))) fail("workspace.not_found", { path: folder });
  await refuseNewer(folder);
  const database = await openDatabase(join(folder, DATABASE_FILE), { ...options, readOnly: true });
  return { directory: folder, database };
}
