import type { DeliveredFile, Delivery } from "../../delivery/delivery.ts";
import type { ImportWarning, PeriodSummary } from "../../ingest/import-report.ts";
import type { QualityReport } from "../../ingest/quality-report.ts";

/** What the catalogue tells of one delivery, as far as names of files stand in it. */
type Entry = {
  readonly delivery: Delivery;
  readonly quality: QualityReport;
  readonly summaries: readonly PeriodSummary[];
};

const NO_HASH = "";

/**
 * A catalogue entry as it may leave this computer: folders are cut off the names of the delivered files and the account it
 * was synced from is forgotten. Where `keepNames` is false, the names and the hashes go too.
 */
export function withoutFolders<E extends Entry>(entry: E, keepNames: boolean): E {
  const { delivery, quality, summaries } = entry;
  const tidy = (text: string): string => cutFolders(text, delivery.files);
  const tidied = deliveryWithoutFolders(delivery, keepNames);
  const { files } = tidied;
  const warnings = quality.warnings.map((warning): ImportWarning => ({
    ...warning,
    message: keepNames ? tidy(warning.message) : withoutFiles(warning.message, delivery.files),
    paths: keepNames ? warning.paths.map(lastPart) : [],
  }));
  return {
    ...entry,
    delivery: tidied,
    quality: { ...quality, files, warnings },
    summaries: summaries.map((summary) => ({ ...summary, costAccountId: null })),
  };
}

/** The same of a delivery alone. */
export function deliveryWithoutFolders(delivery: Delivery, keepNames: boolean): Delivery {
  const files = delivery.files.map((file, index) => tidyFile(file, index, keepNames));
  return { ...delivery, files, costAccountId: null };
}

/** Anything that looks like the name of a delivered file, with or without folders. */
const QUOTED_FILE = /[^\s"'“”(),;]+\.(?:csv|gz|zip|parquet|json)\b/gi;

function tidyFile(file: DeliveredFile, index: number, keepNames: boolean): DeliveredFile {
  return keepNames
    ? { ...file, source: lastPart(file.source) }
    : { ...file, source: `file ${index + 1}`, sha256: NO_HASH };
}

/** Cuts the folders of the delivered files, and any other folder, off a text. */
function cutFolders(text: string, files: readonly DeliveredFile[]): string {
  const named = files.reduce((left, { source }) => left.replaceAll(source, lastPart(source)), text);
  return named.replaceAll(/(?<![\w:/])(?:[A-Za-z]:)?[\\/](?:[^\\/\s"']+[\\/])+/g, "");
}

function withoutFiles(text: string, files: readonly DeliveredFile[]): string {
  const unnamed = files.reduce((left, { source }) => left.replaceAll(source, "a file"), text);
  return unnamed.replaceAll(QUOTED_FILE, "a file");
}

/** Last part of a path of any system. */
function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}
