import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { canonical, sum } from "#core/money/decimal.ts";
import { listQuality } from "../catalogue/catalogue.ts";
import { openTestWorkspace, type TestWorkspace } from "./ingest.fixture.ts";

const SAMPLES = fileURLToPath(new URL("../../../../shared/samples/", import.meta.url));
const present = existsSync(SAMPLES);
if (!present) process.stderr.write("skipped: the public billing samples are not at ../shared/samples\n");

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await openTestWorkspace();
});
afterEach(() => workspace.close());

describe.skipIf(!present)("public samples", () => {
  it.each([
    ["legacy-cur-anonymous/sample-anonymous-aws-export-dataset.csv", "legacy", 1281, "1.6823086974"],
    ["focus-1.0/focus_sample.csv", "focus", 1000, "20.52022672899"],
    ["keboola/cur_1_0", "legacy", 3, "0.045152"],
    ["keboola/cur_1_0/cur1_manifest.json", "legacy", 3, "0.045152"],
    ["keboola/cur_1_0/MockTestReport-00001.csv.zip", "legacy", 3, "0.045152"],
    ["keboola/cur_2_0", "cur2", 4, "0.108304"],
    ["small/sample-cur20.csv", "cur2", 4, "0.0652"],
    ["small/sample-legacy-csv.csv", "legacy", 4, "0.0652"],
    ["small/fivetran-aws_cost_report.csv", "cur2", 20, "0"],
  ])("%s", async (path, format, rows, total) => {
    const report = await workspace.import([SAMPLES + path]);
    expect(report.skipped).toEqual([]);
    expect(report.periods.map((period) => period.format)).toEqual(report.periods.map(() => format));
    expect(report.periods.reduce((count, period) => count + period.rows, 0)).toBe(rows);
    expect(Number(sum(report.periods.map(({ unblended }) => unblended)))).toBe(Number(total));
    expect(sum(report.periods.map(({ unblended }) => unblended))).toBe(canonical(total));
    for (const quality of await workspace.database.read(listQuality))
      expect(quality.identities.filter(({ outcome }) => outcome === "fails")).toEqual([]);
  });

  it("manifests that list no files are refused for that reason", async () => {
    const report = await workspace.import([`${SAMPLES}manifests`]);
    expect(report.periods).toEqual([]);
    expect(report.skipped.map(({ failure }) => failure.code).toSorted()).toEqual([
      ...Array<string>(1).fill("manifest.file_missing"),
      ...Array<string>(5).fill("manifest.no_files"),
    ]);
  });
});
