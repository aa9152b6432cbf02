import { keyInside, manifestKey, type ManifestKey } from "#core/cur/report-source/layout.ts";
import type { ReportSource } from "#core/cur/report-source/report-source.ts";
import type { ReportFormat } from "#core/delivery/delivery.ts";
import type { SkippedPath } from "#core/ingest/import-report.ts";
import { AppError, fail } from "#core/result/failure.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import type { Bucket, ListedObject } from "../aws/bucket.ts";
import { readManifestText } from "../aws/manifest-text.ts";
import { periodFolders, type PeriodFolder } from "../aws/period-folders.ts";
import { ofOnePeriod } from "./stopping.ts";

/** What identifies a report's place in its bucket. */
export type ReportPlace = Pick<ReportSource, "kind" | "name" | "prefix" | "bucket"> & {
  readonly format: ReportFormat;
};

/** The newest delivery of one billing period, as its manifest tells it. */
export type RemoteDelivery = {
  readonly period: BillingPeriod;
  readonly version: string;
  readonly manifest: { readonly key: string; readonly etag: string; readonly text: string };
  readonly files: readonly ListedObject[];
};

/** A period whose manifest is the one that was read before. */
export type SameDelivery = { readonly period: BillingPeriod; readonly version: string };

/** What is known of a period from the sync before. */
export type KnownManifest = { readonly etag: string; readonly version: string };

export type Found = {
  /** AWS has delivered something, be it for months that are not wanted. */
  readonly isDelivered: boolean;
  readonly fresh: readonly RemoteDelivery[];
  readonly same: readonly SameDelivery[];
  /** Periods whose manifest cannot be used. */
  readonly failed: readonly SkippedPath[];
};

/** Requests under way at the same time. */
const AT_ONCE = 12;

/** Billing periods of a report from one on: one listing for all of them, one conditional request for each. */
export async function findDeliveries(
  bucket: Bucket,
  place: ReportPlace,
  options: {
    readonly from: BillingPeriod | null;
    readonly known: ReadonlyMap<BillingPeriod, KnownManifest>;
  },
): Promise<Found> {
  const { from, known } = options;
  const delivered = await periodFolders(bucket, place);
  const newestFirst = delivered.filter(({ period }) => from === null || period >= from);
  const fresh: RemoteDelivery[] = [];
  const same: SameDelivery[] = [];
  const failed: SkippedPath[] = [];
  for (let start = 0; start < newestFirst.length; start += AT_ONCE) {
    const batch = newestFirst.slice(start, start + AT_ONCE);
    await Promise.all(
      batch.map(async ({ path, period }) => {
        const before = known.get(period);
        const read = await readPeriod(bucket, place, { path, period, before }).catch((error: unknown) => {
          const failure = ofOnePeriod(error);
          failed.push({ path: `s3://${bucket.name}/${path}`, failure, billingPeriod: period });
          return null;
        });
        if (read === "same" && before !== undefined) same.push({ period, version: before.version });
        else if (read !== null && read !== "same") fresh.push(read);
      }),
    );
  }
  return {
    isDelivered: delivered.length > 0,
    fresh: fresh.toSorted((a, b) => (a.period < b.period ? 1 : -1)),
    same,
    failed,
  };
}

async function readPeriod(
  bucket: Bucket,
  place: ReportPlace,
  { path, period, before }: PeriodFolder & { readonly before: KnownManifest | undefined },
): Promise<RemoteDelivery | "same" | null> {
  const key = `${path}${place.name}-Manifest.json`;
  const usual = await bucket.text(key, before?.etag).catch((error: unknown) => {
    if (isMissing(error)) return "missing" as const;
    throw error;
  });
  const manifest =
    usual === "missing" ? await otherManifest(bucket, place, path, before?.etag) : readAt(key, usual);
  if (manifest === "same" || manifest === null) return manifest;
  return describe(bucket, place, period, manifest);
}

/** Without the usual manifest: the last of those that lie deeper, or under another name. */
async function otherManifest(
  bucket: Bucket,
  place: ReportPlace,
  path: string,
  knownEtag: string | undefined,
) {
  const { objects } = await bucket.list(path);
  const manifests = objects.flatMap((object): readonly ManifestKey[] => {
    const found = manifestKey(place, object.key);
    return found === null ? [] : [found];
  });
  const [best] = manifests.toSorted((a, b) => Number(b.isTop) - Number(a.isTop) || (a.key < b.key ? 1 : -1));
  return best === undefined ? null : readAt(best.key, await bucket.text(best.key, knownEtag));
}

/** What a conditional request has brought. */
function readAt(key: string, read: { readonly text: string; readonly etag: string } | null) {
  return read === null ? ("same" as const) : { key, ...read };
}

async function describe(
  bucket: Bucket,
  place: ReportPlace,
  period: BillingPeriod,
  manifest: RemoteDelivery["manifest"],
): Promise<RemoteDelivery | null> {
  const address = `s3://${bucket.name}/${manifest.key}`;
  const read = readManifestText(manifest.text, address);
  if (read === null) return null;
  const keys = read.verbatim.map(
    (name) => keyInside(place, name) ?? fail("aws.outside_report", { manifest: address, named: name }),
  );
  const listed = new Map<string, ListedObject>();
  for (const folder of new Set(keys.map(folderOf)))
    for (const object of (await bucket.list(folder)).objects) listed.set(object.key, object);
  const files = keys.map(
    (key) =>
      listed.get(key) ??
      listed.get(key.replace(/^\//, "")) ??
      listed.get(`/${key}`) ??
      fail("manifest.file_missing", { path: address, missing: key }),
  );
  return { period, version: read.version === "" ? manifest.etag : read.version, manifest, files };
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/") + 1);
}

/** Without the right to list, S3 answers a missing object like a forbidden one; listing has worked before. */
function isMissing(error: unknown): boolean {
  return error instanceof AppError && error.failure.code === "aws.object_missing";
}
