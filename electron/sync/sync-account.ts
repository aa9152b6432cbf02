import { rm } from "node:fs/promises";
import type { SyncProgress } from "#core/account/cost-account.ts";
import {
  NOTHING_IMPORTED,
  type ImportReport,
  type PeriodSummary,
  type SkippedPath,
} from "#core/ingest/import-report.ts";
import { periodOf, type BillingPeriod, type UsageDate } from "#core/time/period.ts";
import type { Bucket } from "../aws/bucket.ts";
import type { EngineClient } from "../transport/client.ts";
import { downloadFolder, fetchDeliveries, fromIn } from "./fetch-deliveries.ts";
import { findDeliveries, type KnownManifest, type ReportPlace } from "./find-deliveries.ts";
import { progressMeter, type ProgressMeter } from "./progress-meter.ts";

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
  /** AWS has delivered something, be it for months before the starting date. */
  readonly isDelivered: boolean;
  readonly report: ImportReport;
  /** Billing periods that are as they were. */
  readonly unchanged: number;
  readonly downloadedBytes: number;
  /** For the next sync. */
  readonly manifests: ReadonlyMap<BillingPeriod, KnownManifest>;
};

/** A month that AWS delivers anew while it is read is begun once more; should that happen again, the next sync has it. */
const ROUNDS = 2;

/**
 * Brings the workspace up to what AWS has delivered: new deliveries are downloaded and read as they arrive, newest month
 * first; months before the starting date go.
 */
export async function syncAccount(order: SyncOrder): Promise<Synced> {
  const { engine, costAccountId, startDate } = order;
  const progress = progressMeter(order.onProgress);
  progress.phase("listing", null);
  const held = (await engine.periods.list()).filter((period) => period.costAccountId === costAccountId);
  await removeEarlier(engine, held, startDate);
  const isHeld = ([period, { version }]: readonly [BillingPeriod, KnownManifest]): boolean =>
    held.some(
      (each) =>
        each.billingPeriod === period && each.version === version && each.from === fromIn(period, startDate),
    );
  let round = await runOnce(order, new Map([...order.known].filter(isHeld)), progress);
  const { unchanged } = round;
  const periods = [...round.report.periods];
  for (let number = 2; number <= ROUNDS && round.report.skipped.some(isChangedUnderway); number += 1) {
    round = await runOnce(order, round.manifests, progress);
    periods.push(...round.report.periods);
  }
  await rm(downloadFolder(order), { recursive: true, force: true });
  return { ...round, unchanged, report: { ...round.report, periods }, downloadedBytes: progress.bytes() };
}

type Round = Omit<Synced, "downloadedBytes">;

async function runOnce(
  order: SyncOrder,
  known: ReadonlyMap<BillingPeriod, KnownManifest>,
  progress: ProgressMeter,
): Promise<Round> {
  const { bucket, place, startDate } = order;
  const from = startDate === null ? null : periodOf(startDate);
  const { isDelivered, fresh, same, failed } = await findDeliveries(bucket, place, { from, known });
  const read = fresh.length === 0 ? NOTHING_IMPORTED : await fetchDeliveries(order, fresh, progress);
  const skipped = [...failed, ...read.skipped];
  const isSkipped = new Set(skipped.map(({ billingPeriod }) => billingPeriod));
  const manifests = new Map(known);
  for (const { billingPeriod } of failed) if (billingPeriod !== null) manifests.delete(billingPeriod);
  for (const { period, version, manifest } of fresh) {
    if (isSkipped.has(period)) manifests.delete(period);
    else manifests.set(period, { etag: manifest.etag, version });
  }
  const unchanged = same.length + read.unchanged.length;
  return { isDelivered, report: { ...read, skipped }, unchanged, manifests };
}

function isChangedUnderway({ failure }: SkippedPath): boolean {
  return failure.code === "aws.changed_underway" || failure.code === "aws.object_missing";
}

async function removeEarlier(
  engine: EngineClient,
  held: readonly PeriodSummary[],
  startDate: UsageDate | null,
): Promise<void> {
  if (startDate === null) return;
  const early = held.filter(({ billingPeriod }) => billingPeriod < periodOf(startDate));
  for (const deliveryId of new Set(early.map((period) => period.deliveryId)))
    await engine.periods.remove({ deliveryId });
}
