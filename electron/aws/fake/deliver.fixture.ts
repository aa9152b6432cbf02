import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { SampleFormat } from "#core/sample/report.ts";
import type { SampleTotals } from "#core/sample/totals.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../../engine/sample/write-sample.ts";
import type { FakeWorld } from "./world.fixture.ts";

/** The consultant's account, and the client's that is read. */
export const [CONSULTANT, CLIENT] = ["444455556666", "111122223333"] as const;
export const ROLE = `arn:aws:iam::${CLIENT}:role/costs`;
export const REPORT = "larkfield-cur";
export const KEY_ID = "AKIAIOSFODNN7EXAMPLE";
export const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
export const BUCKET = "bills";
const SAMPLE_BUCKET = "larkfield-billing";

/** An AWS with one user who may assume one role, an empty bucket and an organization. */
export function emptyWorld(externalId: string | null): FakeWorld {
  return {
    account: CLIENT,
    principals: [
      { arn: `arn:aws:iam::${CONSULTANT}:user/ana`, accessKeyId: KEY_ID, secretAccessKey: SECRET },
    ],
    roles: [{ arn: ROLE, trusts: [CONSULTANT], externalId }],
    reports: [],
    exports: [],
    organization: [{ Id: "730248159604", Name: "Larkfield payer", Path: "o-1/r-1/ou-1/730248159604/" }],
    units: [{ Id: "ou-1", Name: "Core", ParentId: "r-1" }],
    buckets: new Map([[BUCKET, { objects: new Map() }]]),
  };
}

export type Delivery = {
  /** Where the files are made before they are put into the bucket. */
  readonly directory: string;
  readonly lastPeriod: string;
  readonly months: number;
  readonly rows: number;
  readonly seed: string;
  readonly format?: SampleFormat;
  readonly parquet?: boolean;
};

/** Puts months of the sample company into the bucket, as AWS delivers them, and lists their report. */
export async function deliverTo(
  world: FakeWorld,
  { directory, lastPeriod, months, rows, seed, format = "legacy", parquet = false }: Delivery,
): Promise<SampleTotals> {
  const { totals } = await writeSample({
    directory,
    world: { ...closedOptions(lastPeriod, months), rows, seed },
    format,
    options: { rowsPerFile: 700, parquet },
  });
  await putReport(world, directory, format);
  return totals;
}

/** Puts a report that lies below a directory, as the sample is written, into the bucket, and lists it. */
export async function putReport(
  world: FakeWorld,
  directory: string,
  format: SampleFormat = "legacy",
): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths) objectsOf(world).set(relative(directory, path), await readFile(path));
  rewriteManifests(world, (text) => text.replaceAll(SAMPLE_BUCKET, BUCKET));
  const [prefix = "", name = ""] = relative(directory, paths[0] ?? directory).split("/");
  if (format === "legacy") world.reports = [definition(name, prefix)];
  else world.exports = [{ name, bucket: BUCKET, prefix, statement: `SELECT a FROM ${TABLES[format]}` }];
}

/** One month of a report by its manifest alone, for what never reads the line items. */
export function putManifest(world: FakeWorld): void {
  const folder = `cost/${REPORT}/20240301-20240401/`;
  const manifest = {
    assemblyId: "20240401T000000Z",
    reportKeys: [`${folder}20240401T000000Z/${REPORT}-00001.csv.gz`],
  };
  objectsOf(world).set(`${folder}${REPORT}-Manifest.json`, Buffer.from(JSON.stringify(manifest)));
  world.reports = [definition(REPORT, "cost")];
}

/** What lies in the client's bucket, by key. */
export function objectsOf(world: FakeWorld): Map<string, Buffer> {
  return world.buckets.get(BUCKET)?.objects ?? new Map<string, Buffer>();
}

/** Moves and rewrites what was delivered, e.g. into another of the layouts AWS has; null leaves an object out. */
export function rewriteBucket(
  world: FakeWorld,
  change: (key: string, content: Buffer) => readonly [key: string, content: Buffer] | null,
): void {
  const objects = objectsOf(world);
  const before = [...objects];
  objects.clear();
  for (const [key, content] of before) {
    const after = change(key, content);
    if (after !== null) objects.set(...after);
  }
}

export function rewriteManifests(world: FakeWorld, change: (text: string) => string): void {
  rewriteBucket(world, (key, content) =>
    /manifest\.json$/i.test(key) ? [key, Buffer.from(change(content.toString("utf8")))] : [key, content],
  );
}

const TABLES = { cur2: "COST_AND_USAGE_REPORT", focus: "FOCUS_1_2_AWS" } as const;

function definition(name: string, prefix: string) {
  return {
    ReportName: name,
    TimeUnit: "HOURLY",
    Compression: "GZIP",
    S3Bucket: BUCKET,
    S3Prefix: prefix,
    S3Region: "us-east-1",
    AdditionalSchemaElements: ["RESOURCES"],
    ReportStatus: { lastDelivery: "20240401T031500Z", lastStatus: "SUCCESS" },
  };
}
