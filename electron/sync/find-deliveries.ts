import { parseManifest } from "#core/cur/manifest/manifest.ts";
import {
  keyInside,
  manifestKey,
  periodIn,
  reportFolder,
  type ManifestKey,
} from "#core/cur/report-source/layout.ts";
import type { ReportSource } from "#core/cur/report-source/report-source.ts";
import type { ReportFormat } from "#core/delivery/delivery.ts";
import { AppError, fail } from "#core/result/failure.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import type { Bucket, ListedObject } from "../aws/bucket.ts";

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
  readonly fresh: readonly RemoteDelivery[];
  readonly same: readonly SameDelivery[];
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
  const folder = reportFolder(place);
  const root = place.kind === "legacy" ? folder : `${folder}metadata/`;
  const { folders } = await bucket.list(root, { folders: true });
  const periods = folders.flatMap((path) => {
    const period = periodIn(path.slice(folder.length));
    return period === null || (from !== null && period < from) ? [] : [{ path, period }];
  });
  const fresh: RemoteDelivery[] = [];
  const same: SameDelivery[] = [];
  const newestFirst = periods.toSorted((a, b) => (a.period < b.period ? 1 : -1));
  for (let start = 0; start < newestFirst.length; start += AT_ONCE) {
    const batch = newestFirst.slice(start, start + AT_ONCE);
    await Promise.all(
      batch.map(async ({ path, period }) => {
        const before = known.get(period);
        const read = await readPeriod(bucket, place, { path, period, before });
        if (read === "same" && before !== undefined) same.push({ period, version: before.version });
        else if (read !== null && read !== "same") fresh.push(read);
      }),
    );
  }
  return { fresh: fresh.toSorted((a, b) => (a.period < b.period ? 1 : -1)), same };
}

type PeriodFolder = {
  readonly path: string;
  readonly period: BillingPeriod;
  readonly before: KnownManifest | undefined;
};

async function readPeriod(
  bucket: Bucket,
  place: ReportPlace,
  { path, period, before }: PeriodFolder,
): Promise<RemoteDelivery | "same" | null> {
  const usual = `${path}${place.name}-Manifest.json`;
  const top = await bucket.text(usual, before?.etag).then(
    (read) => (read === null ? ("same" as const) : { key: usual, ...read }),
    (error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    },
  );
  if (top === "same") return "same";
  const manifest = top ?? (await otherManifest(bucket, place, path));
  return manifest === null ? null : describe(bucket, place, period, manifest);
}

/** Without the usual manifest: the last of those that lie deeper, or under another name. */
async function otherManifest(bucket: Bucket, place: ReportPlace, path: string) {
  const { objects } = await bucket.list(path);
  const manifests = objects.flatMap(({ key }): readonly ManifestKey[] => {
    const found = manifestKey(place, key);
    return found === null ? [] : [found];
  });
  const [best] = manifests.toSorted((a, b) => Number(b.isTop) - Number(a.isTop) || (a.key < b.key ? 1 : -1));
  if (best === undefined) return null;
  const read = await bucket.text(best.key);
  return read === null ? null : { key: best.key, ...read };
}

async function describe(
  bucket: Bucket,
  place: ReportPlace,
  period: BillingPeriod,
  manifest: RemoteDelivery["manifest"],
): Promise<RemoteDelivery | null> {
  const address = `s3://${bucket.name}/${manifest.key}`;
  const named = listedKeys(manifest.text, address);
  if (named === null) return null;
  const keys = named.map(
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
  return { period, version: versionOf(manifest, address), manifest, files };
}

/** The keys exactly as the manifest spells them; null for a manifest that lists none. */
function listedKeys(text: string, address: string): readonly string[] | null {
  const json = parsed(text, address);
  const read = parseManifest(json, address);
  if (read.kind === "empty") return null;
  if (read.kind !== "manifest")
    fail("manifest.invalid", { path: address, at: read.kind === "invalid" ? read.at : "reportKeys" });
  return read.manifest.verbatim;
}

function versionOf({ text, etag }: RemoteDelivery["manifest"], address: string): string {
  const read = parseManifest(parsed(text, address), address);
  return read.kind === "manifest" && read.manifest.version !== "" ? read.manifest.version : etag;
}

function parsed(text: string, address: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return fail("manifest.invalid", { path: address, at: "JSON" });
  }
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/") + 1);
}

/** Without the right to list, S3 answers a missing object like a forbidden one; listing has worked before. */
function isMissing(error: unknown): boolean {
  return error instanceof AppError && error.failure.code === "aws.object_missing";
}
