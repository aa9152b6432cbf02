import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { raw } from "#core/sql/sql.ts";
import { listDeliveries, listPeriods, removeDelivery } from "../catalogue/catalogue.ts";
import { openTestWorkspace, type TestWorkspace } from "./ingest.fixture.ts";
import { inspectPaths } from "./inspect.ts";
import { recoverWorkspace } from "./recover.ts";
import { csv, lineItems, put, putLegacyDelivery } from "./report-files.fixture.ts";

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await openTestWorkspace();
});
afterEach(() => workspace.close());

const periods = () => workspace.database.read(listPeriods);
const folders = () => readdir(join(workspace.directory, "line-items"));
const january = (assemblyId: string, ...rows: readonly number[]) =>
  putLegacyDelivery(workspace.sources, { assemblyId, chunks: rows.map((count) => csv(lineItems(count))) });

it("reads what the manifest lists and nothing beside it", async () => {
  const folder = await january("20240109T000000Z", 3, 4);
  await put(join(folder, "20240109T000000Z", "hourly-00003.csv.gz"), "stale");
  const report = await workspace.import([workspace.sources]);
  expect(report.periods).toMatchObject([
    {
      billingPeriod: "2024-01",
      reportName: "hourly",
      rows: 7,
      files: 2,
      version: "20240109T000000Z",
      payerAccountId: "000000000012",
    },
  ]);
  expect(report.warnings.map(({ code }) => code)).toContain("stale_chunks");
});

it("takes the newest complete delivery", async () => {
  await january("20240105T000000Z", 3);
  await january("20240109T000000Z", 5);
  const proposal = await inspectPaths([workspace.sources], workspace);
  expect(proposal.candidates.map(({ version, state }) => [version, state])).toEqual([
    ["20240109T000000Z", "new"],
    ["20240105T000000Z", "superseded"],
  ]);
  expect((await workspace.import([workspace.sources])).periods).toMatchObject([{ rows: 5 }]);
});

it("skips an incomplete delivery, naming the file, and uses an older complete one", async () => {
  await january("20240105T000000Z", 3);
  const folder = await january("20240109T000000Z", 5, 5);
  const { rm } = await import("node:fs/promises");
  await rm(join(folder, "20240109T000000Z", "hourly-00002.csv.gz"));
  const report = await workspace.import([workspace.sources]);
  expect(report.periods).toMatchObject([{ rows: 3, version: "20240105T000000Z" }]);
  expect(report.skipped).toMatchObject([
    {
      billingPeriod: "2024-01",
      failure: {
        code: "manifest.file_missing",
        params: { missing: "prefix/hourly/20240101-20240201/20240109T000000Z/hourly-00002.csv.gz" },
      },
    },
  ]);
  expect(report.warnings.map(({ code }) => code)).toContain("older_delivery");
});

it("finds the files from the manifest alone", async () => {
  const folder = await january("20240109T000000Z", 3);
  expect((await workspace.import([join(folder, "hourly-Manifest.json")])).periods).toMatchObject([
    { rows: 3 },
  ]);
});

it("changes nothing when the same bytes come again", async () => {
  await january("20240109T000000Z", 3);
  const first = await workspace.import([workspace.sources]);
  const before = await workspace.rows(raw("SELECT * FROM delivery"));
  const second = await workspace.import([workspace.sources]);
  expect(second).toMatchObject({ periods: [], skipped: [], unchanged: [first.periods[0]?.deliveryId] });
  expect(await workspace.rows(raw("SELECT * FROM delivery"))).toEqual(before);
});

it("replaces a period by its new delivery as a whole", async () => {
  await january("20240105T000000Z", 3);
  await workspace.import([workspace.sources]);
  await january("20240109T000000Z", 5);
  const report = await workspace.import([workspace.sources]);
  expect(report.warnings.map(({ code }) => code)).toContain("replaces_period");
  expect((await periods()).map(({ rows, unblended }) => [rows, unblended])).toEqual([[5, "0.0500000000"]]);
  expect(await folders()).toHaveLength(1);
  expect(
    await workspace.rows(raw("SELECT sum(unblended) AS u, sum(line_items)::BIGINT AS n FROM daily")),
  ).toEqual([{ u: "0.0500000000", n: 5 }]);
});

it("does not count a payer's period twice, and counts the other report when the first goes", async () => {
  await january("20240105T000000Z", 3);
  await workspace.import([workspace.sources]);
  const other = await putLegacyDelivery(workspace.sources, {
    assemblyId: "20240106T000000Z",
    report: "daily",
    chunks: [csv(lineItems(4))],
  });
  const report = await workspace.import([other]);
  expect(report.periods).toMatchObject([{ reportName: "daily", counted: false }]);
  expect(report.warnings.map(({ code }) => code)).toContain("already_held");
  const first = (await workspace.database.read(listDeliveries)).find(({ counted }) => counted);
  await removeDelivery(workspace, first?.id ?? "");
  expect((await periods()).map(({ reportName, counted }) => [reportName, counted])).toEqual([
    ["daily", true],
  ]);
  expect(await workspace.rows(raw("SELECT sum(line_items)::BIGINT AS n FROM daily"))).toEqual([{ n: 4 }]);
  expect(await folders()).toHaveLength(1);
});

it("stops within two seconds when cancelled and leaves everything as it was", async () => {
  await january("20240105T000000Z", 3);
  await workspace.import([workspace.sources]);
  const before = await periods();
  await january("20240109T000000Z", 60_000, 60_000, 60_000);
  const abort = new AbortController();
  const job = workspace.import([workspace.sources], {
    signal: abort.signal,
    onProgress: ({ phase }) => phase === "reading" && setTimeout(() => abort.abort(), 50),
  });
  let stoppedAt = 0;
  abort.signal.addEventListener("abort", () => (stoppedAt = Date.now()));
  await expect(job).rejects.toMatchObject({ failure: { code: "cancelled" } });
  expect(Date.now() - stoppedAt).toBeLessThan(2_000);
  expect(await periods()).toEqual(before);
  expect(await folders()).toHaveLength(1);
  expect(await readdir(join(workspace.directory, "staging"))).toEqual([]);
});

it("reports progress that grows, with bytes and rows", async () => {
  await january("20240109T000000Z", 2_000, 2_000);
  const seen: number[] = [];
  let rows = 0;
  await workspace.import([workspace.sources], {
    onProgress: (progress) => {
      seen.push(progress.fraction ?? 0);
      rows = progress.rows;
    },
  });
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBeCloseTo(1);
  expect(rows).toBe(4_000);
});

it("clears away what a killed import left", async () => {
  await january("20240109T000000Z", 3);
  await workspace.import([workspace.sources]);
  await put(join(workspace.directory, "line-items", "2024-01-orphan", "1.parquet"), "x");
  await put(join(workspace.directory, "staging", "job", "staged-1"), "x");
  await recoverWorkspace(workspace.directory, workspace.database);
  expect(await folders()).toHaveLength(1);
  expect(await readdir(workspace.directory)).not.toContain("staging");
});
