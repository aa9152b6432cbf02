import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { z } from "zod";
import type { syncedDelivery } from "#core/contract/schema/sync.ts";
import type { ImportReport, SkippedPath } from "#core/ingest/import-report.ts";
import { AppError, fail, type Failure } from "#core/result/failure.ts";
import { importPlanned, Report, type ImportOptions } from "./import.ts";
import { lookAt } from "./look.ts";
import type { Planned } from "./survey.ts";

export type SyncedDelivery = z.infer<typeof syncedDelivery>;

type SyncOptions = Omit<ImportOptions, "paths" | "leaveOut"> & {
  readonly costAccountId: string;
  readonly deliveries: readonly SyncedDelivery[];
};

/** Looked at this often: downloads take seconds, and a stat costs nothing. */
const POLL_MS = 50;

/**
 * Imports deliveries while they are being downloaded: each is read as soon as all of its files are whole at their paths,
 * in the order given. One that fails is reported and changes nothing; one that was given up is left to who gave it up.
 */
export async function importSynced(options: SyncOptions): Promise<ImportReport> {
  const { deliveries, now } = options;
  const started = now().getTime();
  const report = new Report([], []);
  const bytes = deliveries
    .flatMap(({ files }) => files)
    .reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  await importPlanned(options, { planned: arriving(options, report), bytes, report });
  const finished = report.finish(now().getTime() - started);
  return { ...finished, skipped: finished.skipped.map((each) => fromSource(each, deliveries)) };
}

async function* arriving(options: SyncOptions, report: Report): AsyncGenerator<Planned, void> {
  for (const delivery of options.deliveries) {
    if (!(await arrives(delivery, options.signal))) continue;
    const planned = await plan(options, delivery).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.failure.code === "cancelled") throw error;
      const path = delivery.files[0]?.source ?? delivery.manifest;
      report.skip({ path, failure: error.failure, billingPeriod: delivery.billingPeriod });
      return null;
    });
    if (planned !== null) yield planned;
  }
}

/** Waits for all files, which have other names until they are whole; false when the download was given up. */
async function arrives(
  { files, givenUp }: SyncedDelivery,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  for (;;) {
    if (signal?.aborted === true) fail("cancelled", {});
    if (existsSync(givenUp)) return false;
    if (files.every(({ path }) => existsSync(path))) return true;
    await setTimeout(POLL_MS);
  }
}

async function plan({ costAccountId, signal }: SyncOptions, delivery: SyncedDelivery): Promise<Planned> {
  const { format, reportName, billingPeriod, version, manifest, from } = delivery;
  const files = await Promise.all(delivery.files.map(({ path }) => lookAt(path, signal)));
  return {
    id: JSON.stringify([costAccountId, reportName, billingPeriod, version]),
    format: files[0]?.format ?? format,
    reportName,
    billingPeriod,
    version,
    payerAccountId: null,
    manifest,
    files,
    warnings: [],
    synced: {
      costAccountId,
      from,
      sources: new Map(delivery.files.map(({ path, source }) => [path, source])),
    },
  };
}

/** A failure names where the file came from: the downloaded copy is of no use to anybody. */
function fromSource(skipped: SkippedPath, deliveries: readonly SyncedDelivery[]): SkippedPath {
  const sourceOf = (path: string): string =>
    deliveries.flatMap(({ files }) => files).find((file) => file.path === path)?.source ?? path;
  const { failure } = skipped;
  const named =
    "path" in failure.params
      ? ({ ...failure, params: { ...failure.params, path: sourceOf(failure.params.path) } } as Failure)
      : failure;
  return { ...skipped, path: sourceOf(skipped.path), failure: named };
}
