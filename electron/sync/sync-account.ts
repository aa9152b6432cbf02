import { createHash } from "node:crypto";
import { readdir, rm, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { SyncProgress } from "#core/account/cost-account.ts";
import { importReport } from "#core/contract/schema/import.ts";
import type { ImportReport, PeriodSummary } from "#core/ingest/import-report.ts";
import { AppError, fail } from "#core/result/failure.ts";
import { periodOf, type BillingPeriod, type UsageDate } from "#core/time/period.ts";
import type { Bucket } from "../aws/bucket.ts";
import type { EngineClient } from "../transport/client.ts";
import { download } from "./download.ts";
import {
  findDeliveries,
  type KnownManifest,
  type RemoteDelivery,
  type ReportPlace,
} from "./find-deliveries.ts";

export type SyncOrder = {
  readonly costAccountId: string;
  readonly place: ReportPlace;
  readonly bucket: Bucket;
  readonly startDate: UsageDate | null;
  /** Manifests read by the sync before, by billing period. */
  readonly known: ReadonlyMap<BillingPeriod, KnownManifest>;
  readonly engine: EngineClient;
  /** The workspace folder. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SyncProgress) => void;
};

export type Synced = {
  readonly report: ImportReport;
  /** Billing periods that are as they were. */
  readonly unchanged: number;
  readonly downloadedBytes: number;
  /** For the next sync. */
  readonly manifests: ReadonlyMap<BillingPeriod, KnownManifest>;
};

/** Files fetched at the same time. */
const AT_ONCE = 4;

/**
 * Brings the workspace up to what AWS has delivered: new deliveries are downloaded and read as they arrive, newest month
 * first; months before the starting date go.
 */
export async function syncAccount(order: SyncOrder): Promise<Synced> {
  const { engine, costAccountId, startDate, bucket, place, known, directory } = order;
  const progress = meter(order.onProgress);
  progress.phase("listing", null);
  const held = (await engine.periods.list()).filter((period) => period.costAccountId === costAccountId);
  const isHeld = (period: BillingPeriod, version: string): boolean =>
    held.some(
      (each) =>
        each.billingPeriod === period && each.version === version && each.from === fromIn(period, startDate),
    );
  const trusted = new Map([...known].filter(([period, { version }]) => isHeld(period, version)));
  const first = startDate === null ? null : periodOf(startDate);
  const found = await findDeliveries(bucket, place, { from: first, known: trusted });
  await removeEarlier(engine, held, first);
  const wanted = found.fresh;
  const folder = join(directory, "downloads", costAccountId);
  await removeStale(folder, wanted);
  progress.total(wanted.flatMap(({ files }) => files).reduce((total, { sizeBytes }) => total + sizeBytes, 0));
  const report = wanted.length === 0 ? NOTHING : await fetchAndImport(order, wanted, folder, progress);
  await rm(folder, { recursive: true, force: true });
  const failed = new Set(report.skipped.map(({ billingPeriod }) => billingPeriod));
  const manifests = new Map(trusted);
  for (const { period, version, manifest } of found.fresh)
    if (!failed.has(period)) manifests.set(period, { etag: manifest.etag, version });
  return {
    report,
    unchanged: found.same.length + report.unchanged.length,
    downloadedBytes: progress.bytes(),
    manifests,
  };
}

const NOTHING: ImportReport = { periods: [], unchanged: [], skipped: [], warnings: [], elapsedMs: 0 };

/** The engine waits for each file at its place, so that reading and downloading go on side by side. */
async function fetchAndImport(
  order: SyncOrder,
  wanted: readonly RemoteDelivery[],
  folder: string,
  progress: Meter,
): Promise<ImportReport> {
  const { engine, costAccountId, place, bucket, startDate } = order;
  const plans = wanted.map((delivery) => planOf(delivery, folder));
  for (const { delivery, directory, manifest } of plans) {
    await mkdir(directory, { recursive: true });
    await writeFile(manifest, delivery.manifest.text);
  }
  const id = await engine.sync.import({
    costAccountId,
    deliveries: plans.map(({ delivery, manifest, files }) => ({
      format: place.format,
      reportName: place.name,
      billingPeriod: delivery.period,
      version: delivery.version,
      manifest,
      files: files.map(({ object, path }) => ({
        path,
        source: `s3://${bucket.name}/${object.key}`,
        sizeBytes: object.sizeBytes,
      })),
      from: fromIn(delivery.period, startDate),
    })),
  });
  const stop = new AbortController();
  const signal = AbortSignal.any([order.signal, stop.signal]);
  const cancel = (): void => void engine.jobs.cancel({ id }).catch(() => undefined);
  const queue = plans.flatMap(({ delivery, files }) => files.map((file) => ({ ...file, delivery })));
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      progress.phase("downloading", next.delivery.period);
      await download({ bucket, object: next.object, path: next.path, signal, onBytes: progress.add });
    }
  });
  const downloads = Promise.all(lanes).then(() => progress.phase("importing", null));
  downloads.catch(() => {
    stop.abort();
    cancel();
  });
  const [report, fetched] = await Promise.allSettled([ended(engine, id), downloads]);
  await Promise.allSettled(lanes);
  if (order.signal.aborted) fail("cancelled", {});
  if (fetched.status === "rejected") throw fetched.reason;
  if (report.status === "rejected") throw report.reason;
  return report.value;
}

async function ended(engine: EngineClient, id: string): Promise<ImportReport> {
  for await (const { id: other, state } of await engine.jobs.watch()) {
    if (other !== id) continue;
    if (state.kind === "succeeded") return importReport.parse(state.result);
    if (state.kind === "failed") throw new AppError(state.failure);
    if (state.kind === "cancelled") fail("cancelled", {});
  }
  return fail("engine.crashed", {});
}

type PlannedFile = { readonly object: RemoteDelivery["files"][number]; readonly path: string };
type Plan = {
  readonly delivery: RemoteDelivery;
  readonly directory: string;
  readonly manifest: string;
  readonly files: readonly PlannedFile[];
};

/** Places on disk with names of our own: a key may hold anything. */
function planOf(delivery: RemoteDelivery, folder: string): Plan {
  const directory = join(folder, folderName(delivery));
  const files = delivery.files.map((object, index) => ({
    object,
    path: join(directory, `${index + 1}${endingOf(object.key)}`),
  }));
  return { delivery, directory, manifest: join(directory, "manifest.json"), files };
}

function folderName({ period, version, manifest }: RemoteDelivery): string {
  const mark = createHash("sha256").update(`${version}\n${manifest.etag}`).digest("hex").slice(0, 12);
  return `${period}-${mark}`;
}

function endingOf(key: string): string {
  return /\.(csv\.gz|csv\.zip|csv|zip|snappy\.parquet|parquet)$/i.exec(key)?.[0].toLowerCase() ?? ".csv.gz";
}

/** The starting date where it lies inside the month; null for months that are wanted whole. */
function fromIn(period: BillingPeriod, startDate: UsageDate | null): UsageDate | null {
  return startDate !== null && periodOf(startDate) === period && !startDate.endsWith("-01")
    ? startDate
    : null;
}

async function removeEarlier(
  engine: EngineClient,
  held: readonly PeriodSummary[],
  first: BillingPeriod | null,
): Promise<void> {
  if (first === null) return;
  const early = held.filter(({ billingPeriod }) => billingPeriod < first);
  for (const deliveryId of new Set(early.map((period) => period.deliveryId)))
    await engine.periods.remove({ deliveryId });
}

/** What an interrupted sync has left of versions that are no longer wanted. */
async function removeStale(folder: string, wanted: readonly RemoteDelivery[]): Promise<void> {
  const names = wanted.map(folderName);
  const there = await readdir(folder).catch(() => []);
  for (const name of there.filter((each) => !names.includes(each)))
    await rm(join(folder, name), { recursive: true, force: true });
}

type Meter = ReturnType<typeof meter>;

const RATE_WINDOW_MS = 3_000;

/** Adds up what arrives and says how fast. */
function meter(onProgress: (progress: SyncProgress) => void) {
  let phase: SyncProgress["phase"] = "listing";
  let subject: string | null = null;
  let totalBytes = 0;
  let doneBytes = 0;
  let marks: (readonly [atMs: number, bytes: number])[] = [];
  const tell = (): void => {
    const nowMs = performance.now();
    marks = [...marks.filter(([atMs]) => nowMs - atMs < RATE_WINDOW_MS), [nowMs, doneBytes]];
    const [firstMs, firstBytes] = marks[0] ?? [nowMs, doneBytes];
    const bytesPerSecond =
      nowMs - firstMs < 200 ? null : ((doneBytes - firstBytes) / (nowMs - firstMs)) * 1_000;
    const remainingMs =
      bytesPerSecond === null || bytesPerSecond <= 0
        ? null
        : ((totalBytes - doneBytes) / bytesPerSecond) * 1_000;
    onProgress({ phase, doneBytes, totalBytes, bytesPerSecond, remainingMs, subject });
  };
  let toldMs = 0;
  return {
    phase(next: SyncProgress["phase"], what: string | null): void {
      phase = next;
      subject = what;
      tell();
    },
    total(bytes: number): void {
      totalBytes = bytes;
    },
    add(bytes: number): void {
      doneBytes += bytes;
      if (performance.now() - toldMs < 200) return;
      toldMs = performance.now();
      tell();
    },
    bytes: () => doneBytes,
  };
}
