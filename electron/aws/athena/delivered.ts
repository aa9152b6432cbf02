import { createHash } from "node:crypto";
import type { AthenaTable, PartitionFolder } from "#core/cost/athena/athena-table.ts";
import { AppError, failure, type Failure } from "#core/result/failure.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { type Bucket, openBucket } from "../bucket.ts";
import type { AwsSession } from "../identity/session.ts";

/** What lies in S3 for each billing period, as one text that is another one once AWS has delivered anew. */
export type Delivered =
  | { readonly type: "seen"; readonly fingerprints: ReadonlyMap<BillingPeriod, string> }
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
  const [, name, root = ""] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/.exec(table.location ?? "") ?? [];
  if (name === undefined) return unknown("the catalogue names no folder in S3");
  const bucket = openBucket(session, { bucket: name, region: null, guess: null, requesterPays: false });
  const folders = foldersIn(bucket);
  const fingerprints = new Map<BillingPeriod, string>();
  try {
    for (const period of periods) {
      const found = await fingerprint(bucket, folders, asFolder(root), table.folders.get(period) ?? []);
      if (found === null) return unknown(`no file of ${period} lies below ${table.location}`);
      fingerprints.set(period, found);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { type: "unknown", why: error.failure };
  }
  return { type: "seen", fingerprints };
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
async function fingerprint(
  bucket: Bucket,
  folders: Folders,
  root: string,
  partitions: readonly PartitionFolder[],
): Promise<string | null> {
  const hash = createHash("sha256").update(`${bucket.name}\n`);
  for (const levels of partitions) {
    const folder = await partitionFolder(folders, root, levels);
    const { objects } = folder === null ? { objects: [] } : await bucket.list(folder);
    if (objects.length === 0) return null;
    for (const { key, sizeBytes, etag } of objects.toSorted((a, b) => (a.key < b.key ? -1 : 1)))
      hash.update(`${key}\n${sizeBytes}\n${etag}\n`);
  }
  return partitions.length === 0 ? null : hash.digest("hex");
}

/** Data Exports write `BILLING_PERIOD=2026-09`, which the catalogue calls `billing_period`. */
async function partitionFolder(
  folders: Folders,
  root: string,
  levels: PartitionFolder,
): Promise<string | null> {
  let place = root;
  for (const { name, value } of levels) {
    const wanted = `${name}=${value}`.toLowerCase();
    const found = (await folders(place)).find(
      (folder) => decodeURIComponent(folder.slice(place.length, -1)).toLowerCase() === wanted,
    );
    if (found === undefined) return null;
    place = found;
  }
  return place;
}

function asFolder(path: string): string {
  return path === "" || path.endsWith("/") ? path : `${path}/`;
}
