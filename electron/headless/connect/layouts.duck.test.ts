import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { describe, expect } from "vitest";
import { ZipFile } from "yazl";
import {
  BUCKET,
  objectsOf,
  REPORT,
  rewriteBucket,
  rewriteManifests,
  type Delivery,
} from "../../aws/fake/deliver.fixture.ts";
import type { FakeWorld } from "../../aws/fake/world.fixture.ts";
import { costsOf, ownCosts, ROLE_ACCOUNT, test } from "./client.fixture.ts";

type Layout = {
  readonly delivery?: Partial<Delivery>;
  /** Turns what the sample writes into the layout. */
  readonly arrange?: (world: FakeWorld) => void | Promise<void>;
};

const ASSEMBLY = /(\d{8}-\d{8}\/)[^/"]+\/(?=[^/"]+$|[^/"]+")/g;
const isManifest = (key: string): boolean => key.endsWith("-Manifest.json");
const isAssemblyManifest = (key: string): boolean => isManifest(key) && ASSEMBLY.test(key);

/** OVERWRITE_REPORT: one level less, one manifest. */
function overwrite(world: FakeWorld): void {
  rewriteBucket(world, (key, content) => {
    if (key.match(ASSEMBLY) !== null && isManifest(key)) return null;
    return [key.replaceAll(ASSEMBLY, "$1"), content];
  });
  rewriteManifests(world, (text) => text.replaceAll(ASSEMBLY, "$1"));
}

/** The Athena artifact: data by year and month below the report's name, given twice. */
function athena(world: FakeWorld): void {
  const partition = (text: string): string =>
    text.replaceAll(
      /(cost\/[^/"]+)\/([^/"]+)\/(\d{4})(\d{2})\d{2}-\d{8}\/[^/"]+\/([^/"]+\.parquet)/g,
      (_, root: string, name: string, year: string, month: string, file: string) =>
        `${root}/${name}/${name}/year=${year}/month=${Number(month)}/${file}`,
    );
  const inReport = (text: string): string =>
    partition(text.replaceAll(/cost\/([^/"]+)\/(?=\d{8}-)/g, "cost/in/$1/"));
  rewriteBucket(world, (key, content) =>
    key.match(ASSEMBLY) !== null && isManifest(key) ? null : [inReport(key), content],
  );
  rewriteManifests(world, inReport);
  objectsOf(world).set(
    `cost/in/${REPORT}/cost_and_usage_data_status/cost_and_usage_data_status.parquet`,
    Buffer.from("PAR1"),
  );
  setPrefix(world, "cost/in");
}

/** As the user guide also has it: the manifest beside the partition's files. */
function athenaBeside(world: FakeWorld): void {
  athena(world);
  rewriteBucket(world, (key, content) => [
    key.replace(
      /\/(\d{4})(\d{2})\d{2}-\d{8}\/([^/]+-Manifest\.json)$/,
      (_, year: string, month: string, file: string) =>
        `/${REPORT}/year=${year}/month=${Number(month)}/${file}`,
    ),
    content,
  ]);
}

async function zipped(world: FakeWorld): Promise<void> {
  const archives = new Map<string, Buffer>();
  for (const [key, content] of objectsOf(world)) {
    if (!key.endsWith(".gz")) continue;
    const zip = new ZipFile();
    zip.addBuffer(gunzipSync(content), key.split("/").at(-1)?.replace(".gz", "") ?? "");
    zip.end();
    archives.set(key, await buffer(zip.outputStream));
  }
  rewriteBucket(world, (key, content) => [key.replace(".csv.gz", ".csv.zip"), archives.get(key) ?? content]);
  rewriteManifests(world, (text) => text.replaceAll(".csv.gz", ".csv.zip"));
}

/** Moves the report to another prefix; legacy keys without one begin with a slash. */
function atPrefix(prefix: string, root: string): (world: FakeWorld) => void {
  return (world) => {
    rewriteBucket(world, (key, content) => [key.replace(/^cost\//, root), content]);
    rewriteManifests(world, (text) => text.replaceAll(/(?<=["/])cost\/(?=larkfield)/g, root));
    setPrefix(world, prefix);
  };
}

function setPrefix(world: FakeWorld, prefix: string): void {
  world.reports = world.reports.map((report) => ({ ...report, S3Prefix: prefix }));
  world.exports = world.exports.map((each) => ({ ...each, prefix }));
}

/** What lies beside deliveries in real buckets. */
function noise(world: FakeWorld): void {
  const objects = objectsOf(world);
  objects.set("aws-programmatic-access-test-object", Buffer.from("test"));
  for (const key of objects.keys()) {
    if (!isManifest(key)) continue;
    const folder = key.slice(0, key.lastIndexOf("/") + 1);
    objects.set(`${folder}${REPORT}-RedshiftManifest.json`, Buffer.from('{"entries":[]}'));
    objects.set(`${folder}${REPORT}-QuickSightManifest.json`, Buffer.from('{"fileLocations":[]}'));
    objects.set(`${folder}${REPORT}-00099.csv.gz`, Buffer.from("left over"));
    objects.set(`${folder}${REPORT}-create-table.sql`, Buffer.from("CREATE"));
  }
  objects.set(`cost/${REPORT}-other/20240301-20240401/${REPORT}-other-Manifest.json`, Buffer.from("{}"));
}

const LAYOUTS: Readonly<Record<string, Layout>> = {
  "legacy CSV, every version kept": {},
  "legacy CSV, overwritten": { arrange: overwrite },
  "legacy ZIP": { arrange: zipped },
  "legacy Parquet, every version kept": { delivery: { parquet: true } },
  "legacy Parquet, overwritten": { delivery: { parquet: true }, arrange: overwrite },
  "legacy Parquet for Athena": { delivery: { parquet: true }, arrange: athena },
  "legacy Parquet for Athena, manifests beside the files": {
    delivery: { parquet: true },
    arrange: athenaBeside,
  },
  "legacy without a prefix": { arrange: atPrefix("", "/") },
  "legacy below a prefix of several parts": { arrange: atPrefix("a/b.c/d", "a/b.c/d/") },
  "legacy with manifests in the versions' folders only": {
    arrange: (world) =>
      rewriteBucket(world, (key, content) =>
        isManifest(key) && !isAssemblyManifest(key) ? null : [key, content],
      ),
  },
  "legacy among Redshift's and QuickSight's files, left-overs and another report": { arrange: noise },
  "CUR 2.0 CSV": { delivery: { format: "cur2" } },
  "CUR 2.0 Parquet": { delivery: { format: "cur2", parquet: true } },
  "CUR 2.0 without a prefix": { delivery: { format: "cur2" }, arrange: atPrefix("", "") },
  "CUR 2.0 with a bare Manifest.json": {
    delivery: { format: "cur2" },
    arrange: (world) =>
      rewriteBucket(world, (key, content) => [
        key.replace(/[^/]+-Manifest\.json$/, "Manifest.json"),
        content,
      ]),
  },
  "CUR 2.0, copied from the bucket its manifests name": {
    delivery: { format: "cur2" },
    arrange: (world) =>
      rewriteManifests(world, (text) => text.replaceAll(`s3://${BUCKET}/`, "s3://original/")),
  },
  "FOCUS CSV": { delivery: { format: "focus" } },
  "FOCUS Parquet": { delivery: { format: "focus", parquet: true } },
  "FOCUS, its partitions in upper case": {
    delivery: { format: "focus" },
    arrange(world) {
      rewriteBucket(world, (key, content) => [key.replace("billing_period", "BILLING_PERIOD"), content]);
      rewriteManifests(world, (text) => text.replaceAll("billing_period", "BILLING_PERIOD"));
    },
  },
};

describe("every layout AWS delivers in syncs to the sample's own costs", () => {
  test.for(Object.entries(LAYOUTS))("%s", async ([, { delivery = {}, arrange }], { client }) => {
    const totals = await client.deliver(2, delivery);
    await arrange?.(client.aws.world);
    const { reports, exports } = client.aws.world;
    const reportName = reports[0]?.ReportName ?? exports[0]?.name;
    expect(await client.connect({ ...ROLE_ACCOUNT, reportName })).toMatchObject({ code: 0, err: "" });

    const synced = await client.json("sync");
    const metric = delivery.format === "focus" ? "billedCost" : "unblended";
    expect(costsOf(synced)).toEqual(ownCosts(totals, metric));

    client.aws.requests.length = 0;
    expect(await client.json("sync")).toMatchObject({ bytes: 0, unchanged: 2 });
    const fetched = client.aws.requests.filter(({ key }) => /\.(gz|zip|parquet)$/.test(key));
    expect(fetched).toEqual([]);
  });

  test.for(["legacy", "cur2", "focus"] as const)(
    "%s is found by its place alone where AWS may not be asked for reports",
    async (format, { client }) => {
      const { aws, deliver, connect, json } = client;
      const totals = await deliver(1, { format });
      const reportName = aws.world.reports[0]?.ReportName ?? aws.world.exports[0]?.name;
      aws.world.roles = aws.world.roles.map((role) => ({
        ...role,
        deny: ["cur:DescribeReportDefinitions", "bcm-data-exports:ListExports", "organizations:ListAccounts"],
      }));
      const linked = { accountType: "linked", bucket: BUCKET, prefix: "cost", region: "us-east-1" };
      const ran = await connect({ ...ROLE_ACCOUNT, ...linked, reportName });
      expect(ran).toMatchObject({ code: 0, err: "" });
      const metric = format === "focus" ? "billedCost" : "unblended";
      expect(costsOf(await json("sync"))).toEqual(ownCosts(totals, metric));
    },
  );
});
