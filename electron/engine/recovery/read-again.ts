import { AppError } from "#core/result/failure.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import { deliverAgain } from "../ingest/deliver-again.ts";
import { inStaging } from "../ingest/import.ts";
import type { RepairOptions } from "./repair.ts";
import { sourcesOf } from "./sources-of.ts";

/**
 * Reads a month once more from the very files it was imported from. False where one of them is not there, or not as it was:
 * then nothing has been changed. `makeRoom` is called when the month has been read and is about to come back.
 */
export async function readAgain(
  { database, directory, signal, now, report }: RepairOptions,
  entry: CatalogueEntry,
  makeRoom: () => Promise<void>,
): Promise<boolean> {
  const paths = await sourcesOf(entry.delivery);
  if (paths === null) return false;
  const bytes = entry.delivery.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  const options = { database, directory, signal, now, onProgress: report };
  try {
    return await inStaging(options, bytes, (next) => deliverAgain(entry, paths, makeRoom, next()));
  } catch (error) {
    if (!(error instanceof AppError) || GRAVE.has(error.failure.code)) throw error;
    return false;
  }
}

/** What says nothing about the files. */
const GRAVE: ReadonlySet<string> = new Set(["cancelled", "disk.full", "disk.failing", "workspace.damaged"]);
