import { describe, expect, it, test } from "vitest";
import { parseManifest } from "./manifest.ts";

const LEGACY = {
  assemblyId: "asm",
  account: "000000000012",
  reportName: "hourly",
  columns: [
    { category: "lineItem", name: "UnblendedCost" },
    { name: "identity_line_item_id", type: "STRING" },
  ],
  billingPeriod: { start: "20161101T000000.000Z", end: "20161130T235959.999Z" },
  reportKeys: ["/hourly/20161101-20161201/asm/hourly-1.csv.gz"],
  additionalArtifactKeys: [{ artifactType: "REDSHIFT", name: "x" }],
};

describe("parseManifest", () => {
  it("reads a legacy manifest with its wrong end, old columns and leading slash", () => {
    expect(parseManifest(LEGACY, "/x/hourly-Manifest.json")).toEqual({
      kind: "manifest",
      manifest: {
        kind: "legacy",
        reportName: "hourly",
        version: "asm",
        billingPeriod: "2016-11",
        payerAccountId: "000000000012",
        keys: ["hourly/20161101-20161201/asm/hourly-1.csv.gz"],
        verbatim: ["/hourly/20161101-20161201/asm/hourly-1.csv.gz"],
        columns: ["lineItem/UnblendedCost", "identity_line_item_id"],
      },
    });
  });

  it("reads a Data Exports manifest: addresses or objects, period from the path, name and account from the ARN", () => {
    const parsed = parseManifest(
      {
        executionId: "run-1",
        exportArn:
          "arn:aws:bcm-data-exports:us-east-1:000000000012:export/costs-0a1b2c3d-0000-1111-2222-333344445555",
        columns: [{ name: "bill_bill_type", type: "string" }],
        dataFiles: [
          "s3://bucket/p/costs/data/BILLING_PERIOD=2026-05/costs-00001.csv.gz",
          { s3Uri: "s3://bucket/p/costs-2.csv.gz" },
        ],
      },
      "/x/Manifest.json",
    );
    expect(parsed).toMatchObject({
      manifest: {
        kind: "dataExport",
        reportName: "costs",
        version: "run-1",
        billingPeriod: "2026-05",
        payerAccountId: "000000000012",
        keys: ["p/costs/data/BILLING_PERIOD=2026-05/costs-00001.csv.gz", "p/costs-2.csv.gz"],
      },
    });
  });

  it("refuses lists that are empty, point elsewhere or are no lists", () => {
    expect(parseManifest({ ...LEGACY, reportKeys: [] }, "m.json")).toEqual({ kind: "empty" });
    expect(parseManifest({ ...LEGACY, reportKeys: ["a/../../b.csv"] }, "m.json")).toEqual({
      kind: "invalid",
      at: "reportKeys",
    });
    expect(parseManifest({ ...LEGACY, reportKeys: "x" }, "m.json")).toEqual({
      kind: "invalid",
      at: "reportKeys",
    });
    expect(parseManifest({ name: "package" }, "m.json")).toEqual({ kind: "other" });
  });
});

/** Names that would leave a folder on one system or another, in every spelling a key can have. */
const CLIMBING = ["../a.csv.gz", "a/../../b.csv.gz", "..\\a.csv.gz", "a\\..\\..\\b.csv.gz", "a/..\\b.csv.gz"]
  .concat(["C:\\Windows\\a.csv.gz", "c:/a.csv.gz", "a\0.csv.gz", "s3://bucket/../a.csv.gz", "/../a.csv.gz"])
  .flatMap((key) => [key, { key }, { s3Uri: `s3://bucket/${key}` }]);

test.each(CLIMBING.map((key) => [JSON.stringify(key), key] as const))(
  "a key that leaves its folder is refused: %s",
  (_name, key) => {
    const manifest = { assemblyId: "a", reportKeys: ["fine/1.csv.gz", key] };
    expect(parseManifest(manifest, "r-Manifest.json")).toEqual({ kind: "invalid", at: "reportKeys" });
  },
);
