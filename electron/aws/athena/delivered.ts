import { createHash } from "node:crypto";
import type { AthenaTable, PartitionFolder } from "#core/cost/athena/athena-table.ts";
import { AppError, failure, type Failure } from "#core/result/failure.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { type Bucket, type ListedObject, openBucket } from "../bucket.ts";
import type { AwsSession } from "../identity/session.ts";

/** What lies in S3 for a billing period. */
export type DeliveredPeriod = {
  /** Another one once AWS has delivered anew. */
  readonly fingerprint: string;
  /** Size of its files; a query reads only the columns that it needs. */
  readonly bytes: number;
  /** One of its files. */
  readonly sample: DeliveredFile;
};

export type DeliveredFile = ListedObject & { readonly bucket: string };

export type Delivered =
  | { readonly type: "seen"; readonly periods: ReadonlyMap<BillingPeriod, DeliveredPeriod> }
  | { readonly type: "unknown"; readonly why: Failure };

/** Looks at the names, sizes and ETags of the files of some periods. Listing is no query: next to nothing is paid. */
export async function lookAtDelivered(
  session: AwsSession,
  table: AthenaTable,
  periods: readonly BillingPeriod[],
): Promise<Delivered> {
  const unknown = (problem: string): Delivered => ({
    type: "unknown",
    why: failure("athena.not_kept", { table: table.table, problem }),
  });
  const place = bucketOf(session, table.location);
  if (place === null) return unknown("the catalogue names no folder in S3");
  const { bucket, root } = place;
  const folders = foldersIn(bucket);
  const seen = new Map<BillingPeriod, DeliveredPeriod>();
  try {
    for (const period of periods) {
      const found = await filesOf(bucket, folders, root, table.folders.get(period) ?? []);
      if (found === null) return unknown(`no file of ${period} lies below ${table.location}`);
      seen.set(period, found);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { type: "unknown", why: error.failure };
  }
  return { type: "seen", periods: seen };
}

/** The bucket that a table lies in, and its folder there; null where the catalogue names none. */
export function bucketOf(
  session: AwsSession,
  location: string | null,
): { readonly bucket: Bucket; readonly root: string } | null {
  const [, name, root = ""] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/.exec(location ?? "") ?? [];
  if (name === undefined) return null;
  return {
    bucket: openBucket(session, { bucket: name, region: null, guess: null, requesterPays: false }),
    root: asFolder(root),
  };
}

type Folders = (prefix: string) => Promise<readonly string[]>;

/** Lists each folder once, however many periods lie below it. */
function foldersIn(bucket: Bucket): Folders {
  const known = new Map<string, Promise<readonly string[]>>();
  return (prefix) => {
    const asked = known.get(prefix) ?? bucket.list(prefix, { folders: true }).then(({ folders }) => folders);
    known.set(prefix, asked);
    return asked;
  };
}

/** Null where one of the partitions has no file. */
async function filesOf(
  bucket: Bucket,
  folders: Folders,
  root: string,
  partitions: readonly PartitionFolder[],
): Promise<DeliveredPeriod | null> {
  const hash = createHash("sha256").update(`${bucket.name}\n`);
  let bytes = 0;
  let sample: DeliveredFile | null = null;
  for (const levels of partitions) {
    const folder = await partitionFolder(folders, root, levels);
    const { objects } = folder === null ? { objects: [] } : await bucket.list(folder);
    if (objects.length === 0) return null;
    for (const { key, sizeBytes, etag } of objects.toSorted((a, b) => (a.key < b.key ? -1 : 1)))
      hash.update(`${key}\n${sizeBytes}\n${etag}\n`);
    bytes += objects.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
    for (const object of objects.slice(0, 1)) sample = { ...object, bucket: bucket.name };
  }
  return sample === null ? null : { fingerprint: hash.digest("hex"), bytes, sample };
}

/** Data Exports write `BILLING_PERIOD=2026-09`, which the catalogue calls `billing_period`. */
async function partitionFolder(
  folders: Folders,
  root: string,
  levels: PartitionFolder,
): Promise<string | null> {
  let place = root;
  for (const level of levels) {
    const found = (await folders(place)).find(
      (folder) => nameIn(place, folder).toLowerCase() === level.toLowerCase(),
    );
    if (found === undefined) return null;
    place = found;
  }
  return place;
}

/** Name of a folder within the one above it. */
export function nameIn(above: string, folder: string): string {
  return decodeURIComponent(folder.slice(above.length, -1));
}

function asFolder(path: string): string {
  return path === "" || path.endsWith("/") ? path : `${path}/`;
}
