import { createHash } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { importReport } from "#core/contract/schema/import.ts";
import type { ImportReport, SkippedPath } from "#core/ingest/import-report.ts";
import { AppError, fail, type Failure } from "#core/result/failure.ts";
import { periodOf, type BillingPeriod, type UsageDate } from "#core/time/period.ts";
import type { EngineClient } from "../transport/client.ts";
import { download } from "./download.ts";
import type { RemoteDelivery } from "./find-deliveries.ts";
import type { ProgressMeter } from "./progress-meter.ts";
import type { SyncOrder } from "./sync-account.ts";
import { ofOnePeriod } from "./stopping.ts";
import { writeText } from "../disk/named-errors.ts";

/** Files fetched at the same time. */
const AT_ONCE = 4;

/** Where the files of an account lie until they are read. */
export function downloadFolder({ directory, costAccountId }: SyncOrder): string {
  return join(directory, "downloads", costAccountId);
}

/**
 * Downloads deliveries and has the engine read them: it waits for each file at its place, so that both go on side by side.
 * A delivery that cannot be fetched is reported as skipped; the others are read nevertheless.
 */
export async function fetchDeliveries(
  order: SyncOrder,
  wanted: readonly RemoteDelivery[],
  progress: ProgressMeter,
): Promise<ImportReport> {
  const { engine, costAccountId, place, bucket, startDate } = order;
  const folder = downloadFolder(order);
  await removeStale(folder, wanted);
  const plans = wanted.map((delivery) => planOf(delivery, folder));
  for (const { delivery, directory, manifest, givenUp } of plans) {
    await mkdir(directory, { recursive: true });
    await rm(givenUp, { force: true });
    await writeText(manifest, delivery.manifest.text);
    progress.expect(delivery.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0));
  }
  const sourceOf = (key: string): string => `s3://${bucket.name}/${key}`;
  const id = await engine.sync.import({
    costAccountId,
    deliveries: plans.map(({ delivery, manifest, files, givenUp }) => ({
      format: place.format,
      reportName: place.name,
      billingPeriod: delivery.period,
      version: delivery.version,
      manifest,
      files: files.map(({ object, path }) => ({
        path,
        source: sourceOf(object.key),
        sizeBytes: object.sizeBytes,
      })),
      givenUp,
      from: fromIn(delivery.period, startDate),
    })),
  });
  const stop = new AbortController();
  const signal = AbortSignal.any([order.signal, stop.signal]);
  const skipped: SkippedPath[] = [];
  const giveUp = async ({ delivery, givenUp }: Plan, path: string, reason: Failure): Promise<void> => {
    if (skipped.some(({ billingPeriod }) => billingPeriod === delivery.period)) return;
    skipped.push({ path, failure: reason, billingPeriod: delivery.period });
    await writeText(givenUp, "");
  };
  const queue = plans.flatMap((plan) => plan.files.map((file) => ({ ...file, plan })));
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { object, path, plan } = next;
      if (skipped.some(({ billingPeriod }) => billingPeriod === plan.delivery.period)) continue;
      progress.phase("downloading", plan.delivery.period);
      try {
        await download({ bucket, object, path, signal, onBytes: progress.add });
      } catch (error) {
        await giveUp(plan, sourceOf(object.key), ofOnePeriod(error));
      }
    }
  };
  const lanes = Array.from({ length: AT_ONCE }, lane);
  const downloads = Promise.all(lanes).then(() => progress.phase("importing", null));
  downloads.catch(() => {
    stop.abort();
    void engine.jobs.cancel({ id }).catch(() => undefined);
  });
  const [report, fetched] = await Promise.allSettled([ended(engine, id), downloads]);
  await Promise.allSettled(lanes);
  if (order.signal.aborted) fail("cancelled", {});
  if (fetched.status === "rejected") throw fetched.reason;
  if (report.status === "rejected") throw report.reason;
  return { ...report.value, skipped: [...report.value.skipped, ...skipped] };
}

/** The starting date where it lies inside the month; null for months that are wanted whole. */
export function fromIn(period: BillingPeriod, startDate: UsageDate | null): UsageDate | null {
  return startDate !== null && periodOf(startDate) === period && !startDate.endsWith("-01")
    ? startDate
    : null;
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
  readonly givenUp: string;
  readonly files: readonly PlannedFile[];
};

/** Places on disk with names of our own: a key may hold anything. */
function planOf(delivery: RemoteDelivery, folder: string): Plan {
  const directory = join(folder, folderName(delivery));
  const files = delivery.files.map((object, index) => ({
    object,
    path: join(directory, `${index + 1}${endingOf(object.key)}`),
  }));
  const manifest = join(directory, "manifest.json");
  return { delivery, directory, manifest, givenUp: join(directory, "given-up"), files };
}

/** The files' own versions are part of it: a report that overwrites its files keeps their keys. */
function folderName({ period, version, manifest, files }: RemoteDelivery): string {
  const mark = createHash("sha256").update(
    JSON.stringify([version, manifest.etag, files.map(({ etag }) => etag)]),
  );
  return `${period}-${mark.digest("hex").slice(0, 12)}`;
}

function endingOf(key: string): string {
  return /\.(csv\.gz|csv\.zip|csv|zip|snappy\.parquet|parquet)$/i.exec(key)?.[0].toLowerCase() ?? ".csv.gz";
}

/** What an interrupted sync has left of versions that are no longer wanted. */
async function removeStale(folder: string, wanted: readonly RemoteDelivery[]): Promise<void> {
  const names = wanted.map(folderName);
  const there = await readdir(folder).catch(() => []);
  for (const name of there.filter((each) => !names.includes(each)))
    await rm(join(folder, name), { recursive: true, force: true });
}
