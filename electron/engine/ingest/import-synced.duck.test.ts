import { copyFile, mkdir, rename, truncate } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ImportReport } from "#core/ingest/import-report.ts";
import { sum } from "#core/money/decimal.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import { closedOptions } from "#core/sample/world.ts";
import { listPeriods } from "../catalogue/catalogue.ts";
import { rowsOf } from "../sample/oracle.test-support.ts";
import { writeSample } from "../sample/write-sample.ts";
import { importSynced, type SyncedDelivery } from "./import-synced.ts";
import { openTestWorkspace, type TestWorkspace } from "./ingest.fixture.ts";

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await openTestWorkspace();
});
afterEach(() => workspace.close());

const PERIOD = "2024-03";
const MIDDLE = "2024-03-11";
const START: Record<SampleFormat, string> = {
  legacy: "line_item_usage_start_date",
  cur2: "line_item_usage_start_date",
  focus: "charge_period_start",
};
const COST: Record<SampleFormat, string> = {
  legacy: "line_item_unblended_cost",
  cur2: "line_item_unblended_cost",
  focus: "billed_cost",
};

/** A month of the sample as a sync would find it in S3, and the folder it is downloaded to. */
async function remote(format: SampleFormat) {
  const { files } = await writeSample({
    directory: workspace.sources,
    world: { ...closedOptions(PERIOD, 1), rows: 4_000 },
    format,
    options: { rowsPerFile: 1_500 },
  });
  const data = files.filter((path) => path.endsWith(".gz"));
  const folder = join(workspace.directory, "downloads");
  await mkdir(folder, { recursive: true });
  const paths = data.map((path, index) => join(folder, `${index}-${basename(path)}`));
  const delivery = (from: string | null, version = "v1"): SyncedDelivery => ({
    format,
    reportName: "costs",
    billingPeriod: PERIOD,
    version,
    manifest: join(folder, "manifest.json"),
    givenUp: join(folder, "given-up"),
    files: paths.map((path) => ({ path, source: `s3://bills/${basename(path)}`, sizeBytes: 1 })),
    from,
  });
  const arrive = async (order: readonly number[]): Promise<void> => {
    for (const index of order) {
      await setTimeout(30);
      const path = paths[index] ?? "";
      await copyFile(data[index] ?? "", `${path}.part`);
      await rename(`${path}.part`, path);
    }
  };
  return { data, paths, delivery, arrive, all: paths.map((_, index) => index) };
}

function sync(delivery: SyncedDelivery, signal?: AbortSignal): Promise<ImportReport> {
  const { database, directory } = workspace;
  const now = () => new Date("2026-11-22T12:00:00Z");
  return importSynced({ database, directory, signal, now, costAccountId: "a1", deliveries: [delivery] });
}

test("files are read when they have arrived, whatever their order, and are known by where they came from", async () => {
  const { delivery, arrive, all } = await remote("legacy");
  const [report] = await Promise.all([sync(delivery(null)), arrive(all.toReversed())]);
  expect(report.skipped).toEqual([]);
  expect(report.periods).toMatchObject([{ rows: 4_000, costAccountId: "a1", from: null, version: "v1" }]);
  expect(report.periods[0]?.storedBytes).toBeGreaterThan(1_000);
  const again = await sync(delivery(null));
  expect(again.unchanged).toHaveLength(1);
  expect(again.periods).toEqual([]);
});

test("waiting for a file ends at once when the sync is cancelled", async () => {
  const { delivery } = await remote("legacy");
  const abort = new AbortController();
  const waiting = sync(delivery(null), abort.signal);
  await setTimeout(100);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ failure: { code: "cancelled" } });
});

test("a damaged download names its source and leaves the period as it was", async () => {
  const { delivery, arrive, all, paths } = await remote("legacy");
  await arrive(all);
  const [before] = (await sync(delivery(null))).periods;
  await truncate(paths[0] ?? "", 5_000);
  const report = await sync(delivery(null, "v2"));
  expect(report.skipped).toMatchObject([
    { path: `s3://bills/${basename(paths[0] ?? "")}`, failure: { code: "file.damaged" } },
  ]);
  expect(await workspace.database.read(listPeriods)).toEqual([before]);
});

test.each<SampleFormat>(["legacy", "cur2", "focus"])(
  "the starting date keeps out earlier line items of %s, and moving it brings them back",
  async (format) => {
    const { data, delivery, arrive, all } = await remote(format);
    await arrive(all);
    const kept = { rows: 0, costs: [] as string[] };
    let total = 0;
    for (const file of data)
      for await (const row of rowsOf(file)) {
        total += 1;
        if ((row.get(START[format]) ?? "").slice(0, 10) < MIDDLE) continue;
        kept.rows += 1;
        kept.costs.push(row.get(COST[format]) ?? "0");
      }
    expect(kept.rows).toBeGreaterThan(0);
    expect(kept.rows).toBeLessThan(total);

    const [late] = (await sync(delivery(MIDDLE))).periods;
    expect(late).toMatchObject({ rows: kept.rows, from: MIDDLE });
    expect(Number(late?.unblended)).toBeCloseTo(Number(sum(kept.costs)), 8);
    const stored = await workspace.lineItems(
      "filename, coalesce(source_row, file_row_number + 1) AS source_row",
    );
    expect(new Set(stored.map((row) => [row["filename"], row["source_row"]].join(" "))).size).toBe(kept.rows);

    const [whole] = (await sync(delivery(null))).periods;
    expect(whole).toMatchObject({ rows: total, from: null });
    expect(await workspace.database.read(listPeriods)).toHaveLength(1);
  },
);
