import { compare } from "#core/money/decimal.ts";
import { AppError } from "#core/result/failure.ts";
import { listEntries } from "../catalogue/catalogue.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import { hashOfFile } from "../catalogue/record.ts";
import { importPlanned, Report } from "../ingest/import.ts";
import { lookAt } from "../ingest/look.ts";
import type { RepairOptions } from "./repair.ts";

/**
 * Reads a month once more from the very files it was imported from. False where one of them is not there, or not as it was:
 * then nothing is read.
 */
export async function readAgain(
  { database, directory, signal, now, report }: RepairOptions,
  { delivery, origin }: CatalogueEntry,
): Promise<boolean> {
  for (const { source, sha256 } of delivery.files)
    if ((await hashOfFile(source, signal).catch(() => null)) !== sha256) return false;
  const known = new Set((await database.read(listEntries)).map((entry) => entry.delivery.id));
  // Files that became several months are read for all of them: those that are held stay as they are.
  if (origin.siblings.some((id) => id !== delivery.id && known.has(id))) return false;
  const outcome = new Report([], []);
  try {
    const files = await Promise.all(delivery.files.map(({ source }) => lookAt(source, signal)));
    const { id, format, reportName, billingPeriod, version, payerAccountId, costAccountId, from } = delivery;
    const synced =
      costAccountId === null ? null : { costAccountId, from, sources: new Map<string, string>() };
    const planned = {
      id,
      format,
      reportName,
      billingPeriod,
      version,
      payerAccountId,
      manifest: null,
      files,
      warnings: [],
      synced,
    };
    const bytes = delivery.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
    const options = { database, directory, signal, now, onProgress: report };
    await importPlanned(options, { planned: [planned], bytes, report: outcome });
  } catch (error) {
    if (!(error instanceof AppError) || error.failure.code === "cancelled") throw error;
    return false;
  }
  const entries = await database.read(listEntries);
  return entries.some(
    ({ delivery: fresh }) =>
      fresh.id === delivery.id &&
      fresh.rows === delivery.rows &&
      Object.entries(delivery.totals).every(
        ([currency, total]) => compare(fresh.totals[currency] ?? "0.0", total) === 0,
      ),
  );
}
