import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import type { SampleTotals } from "#core/sample/totals.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import type { FakeWorld } from "./fake-aws.fixture.ts";

/** The consultant's account, and the client's that is read. */
export const [CONSULTANT, CLIENT] = ["444455556666", "111122223333"] as const;
export const ROLE = `arn:aws:iam::${CLIENT}:role/costs`;
export const REPORT = "larkfield-cur";
export const KEY_ID = "AKIAIOSFODNN7EXAMPLE";
export const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

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
    buckets: new Map([["bills", new Map()]]),
  };
}

export type Delivery = {
  /** Where the files are made before they are put into the bucket. */
  readonly directory: string;
  readonly lastPeriod: string;
  readonly months: number;
  readonly rows: number;
  readonly seed: string;
};

/** Puts months of the sample company into the bucket, as AWS delivers a legacy report. */
export async function deliverTo(
  world: FakeWorld,
  { directory, lastPeriod, months, rows, seed }: Delivery,
): Promise<SampleTotals> {
  const { totals, files } = await writeSample({
    directory,
    world: { ...closedOptions(lastPeriod, months), rows, seed },
    format: "legacy",
    options: { rowsPerFile: 700 },
  });
  const keys = files.map((path) => relative(directory, path));
  for (const [index, path] of files.entries())
    world.buckets.get("bills")?.set(keys[index] ?? "", await readFile(path));
  const [prefix = "", name = ""] = (keys[0] ?? "").split("/");
  world.reports = [
    {
      ReportName: name,
      TimeUnit: "HOURLY",
      S3Bucket: "bills",
      S3Prefix: prefix,
      S3Region: "us-east-1",
      AdditionalSchemaElements: ["RESOURCES"],
      ReportStatus: { lastDelivery: "20240401T031500Z", lastStatus: "SUCCESS" },
    },
  ];
  return totals;
}
