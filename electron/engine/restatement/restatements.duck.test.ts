import { access, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { formatScaled, parseScaled, subtract, sum } from "#core/money/decimal.ts";
import { DIFFERENCE_DIMENSIONS, type DifferenceQuery } from "#core/restatement/restatement.ts";
import { restatedWorld } from "#core/sample/variants.ts";
import { closedOptions, type WorldOptions } from "#core/sample/world.ts";
import { raw } from "#core/sql/sql.ts";
import { listDeliveries, removeDelivery } from "../catalogue/catalogue.ts";
import { listFormer, setFormerRowsLimit } from "../catalogue/former.ts";
import { queryCosts } from "../cost/query-costs.ts";
import type { Database } from "../duckdb/database.ts";
import { run } from "../duckdb/run.ts";
import { importPaths } from "../ingest/import.ts";
import { recoverWorkspace } from "../ingest/recover.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { compareRows, compareSums, listRestatements } from "./restatements.ts";

type CsvRow = Readonly<Record<string, string>>;
const WORLD: WorldOptions = { ...closedOptions("2026-10", 2), rows: 1_800 };
const SPLIT = ["EKSPod-EC2", "ECSTask-EC2"];

let files: string;
let folder: string;
let database: Database;
let directory: string;
let first: readonly CsvRow[];
let second: readonly CsvRow[];

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), "cloudspend-restated-files-"));
  first = (await write("first", WORLD)).filter((row) => periodOf(row) === "2026-09");
  second = await write("second", restatedWorld(WORLD, ["2026-09"]), ["2026-09"]);
});

afterAll(() => rm(files, { recursive: true, force: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-restated-"));
  ({ database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0)));
  await load("first", "2026-11-20T00:00:00Z");
  await load("second", "2026-12-20T00:00:00Z");
});

afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(
  name: string,
  world: WorldOptions,
  months?: readonly string[],
): Promise<readonly CsvRow[]> {
  const written = await writeSample({
    directory: join(files, name),
    world,
    format: "legacy",
    ...(months === undefined ? {} : { months }),
  });
  const texts = await Promise.all(
    written.files.filter((file) => file.endsWith(".csv.gz")).map((file) => readFile(file)),
  );
  return texts
    .flatMap((bytes) => parse<CsvRow>(gunzipSync(bytes), { columns: true }))
    .filter((row) => !SPLIT.includes(row["lineItem/Operation"] ?? ""));
}

async function load(name: string, now: string): Promise<void> {
  const report = await importPaths({
    database,
    directory,
    paths: [join(files, name)],
    leaveOut: [],
    now: () => new Date(now),
  });
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
}

const list = () => database.read((connection) => listRestatements(connection, directory));
const question = async (): Promise<Omit<DifferenceQuery, "groupBy">> => ({
  restatementId: (await list()).restatements[0]?.id ?? "",
  metric: "unblended",
  filters: [],
  currency: null,
});

test("a second delivery of a closed month is a restatement with both totals", async () => {
  const { restatements, unkept } = await list();
  const [before, after] = [costOf(first), costOf(second)];
  expect(before).not.toBe(after);
  expect(restatements).toMatchObject([
    {
      billingPeriod: "2026-09",
      isClosed: true,
      hasRows: true,
      totals: [{ currency: "USD", before, after, difference: subtract(after, before) }],
      before: { rows: expect.any(Number) },
      replacedAt: "2026-12-20T00:00:00.000Z",
    },
  ]);
  const [only] = restatements;
  expect(only?.changedSums).toBeGreaterThan(0);
  const [former] = await database.read(listFormer);
  expect(former?.changedSums).toBe(only?.changedSums);
  expect(only?.before.fingerprint).not.toBe(only?.after.fingerprint);
  expect(unkept).toEqual([]);
});

test.each(DIFFERENCE_DIMENSIONS)("the differences by %s sum to the whole", async (groupBy) => {
  const answer = await database.read(async (connection) =>
    compareSums(connection, directory, { ...(await question()), groupBy }),
  );
  expect(answer.total).toMatchObject({
    before: costOf(first),
    after: costOf(second),
    rowsBefore: first.length,
    rowsAfter: second.length,
  });
  expect(sum(answer.groups.map(({ difference }) => difference))).toBe(answer.total.difference);
});

test("by service they are those of the files", async () => {
  const answer = await database.read(async (connection) =>
    compareSums(connection, directory, { ...(await question()), groupBy: "lineItemType" }),
  );
  for (const { value, before, after } of answer.groups) {
    const own = (rows: readonly CsvRow[]) =>
      costOf(rows.filter((row) => row["lineItem/LineItemType"] === value));
    expect([value, before, after]).toEqual([value, own(first), own(second)]);
  }
});

test("the line items behind it are the multiset difference of the files, and sum to it", async () => {
  const answer = await database.read(async (connection) =>
    compareRows(connection, directory, { ...(await question()), offset: 0, limit: 2_000 }),
  );
  if (answer.kind !== "rows") throw new Error("no rows");
  const [gone, come] = [without(first, second), without(second, first)];
  expect(answer.rows.reduce((count, { rowsBefore }) => count + rowsBefore, 0)).toBe(gone.length);
  expect(answer.rows.reduce((count, { rowsAfter }) => count + rowsAfter, 0)).toBe(come.length);
  expect(answer.total).toEqual({
    before: costOf(gone),
    after: costOf(come),
    difference: subtract(costOf(second), costOf(first)),
  });
  expect(sum(answer.rows.map(({ difference }) => difference))).toBe(answer.total.difference);
});

test("a page of them tells the whole all the same", async () => {
  const page = (offset: number) =>
    database.read(async (connection) =>
      compareRows(connection, directory, { ...(await question()), offset, limit: 3 }),
    );
  const [one, two] = [await page(0), await page(3)];
  if (one.kind !== "rows" || two.kind !== "rows") throw new Error("no rows");
  expect([one.rows.length, two.rows.length]).toEqual([3, 3]);
  expect([two.count, two.total]).toEqual([one.count, one.total]);
  expect(one.count).toBeGreaterThan(6);
  expect(new Set([...one.rows, ...two.rows].map(({ key }) => JSON.stringify(key))).size).toBe(6);
});

test("beyond the limit line items go and sums stay", async () => {
  await database.write((connection) => setFormerRowsLimit(connection, directory, 0));
  const { restatements, space } = await list();
  expect(space).toEqual({ usedBytes: 0, limitBytes: 0 });
  expect(restatements).toMatchObject([{ hasRows: false }]);
  expect(restatements[0]?.changedSums).toBeGreaterThan(0);
  const asked = { ...(await question()), offset: 0, limit: 10 };
  expect(await database.read((connection) => compareRows(connection, directory, asked))).toEqual({
    kind: "notKept",
  });
  expect(await readdir(join(directory, "former"))).toEqual([]);
});

test("an older delivery imported again is a restatement of its own, and the first one stays as it was", async () => {
  const { restatements: before } = await list();
  await load("first", "2026-12-24T00:00:00Z");
  const { restatements } = await list();
  expect(restatements).toHaveLength(2);
  expect(restatements[1]).toEqual(before[0]);
  expect(restatements[0]?.totals[0]?.difference).toBe(subtract(costOf(first), costOf(second)));
});

test("taking the month out forgets its former deliveries, on disk too", async () => {
  const held = (await database.read(listDeliveries)).find(({ billingPeriod }) => billingPeriod === "2026-09");
  await removeDelivery({ database, directory }, held?.id ?? "");
  expect((await list()).restatements).toEqual([]);
  expect(await readdir(join(directory, "former"))).toEqual([]);
  expect(await readdir(join(directory, "former-sums"))).toEqual([]);
});

test("a process killed between the catalogue and the files is finished at the next opening", async () => {
  const [id = ""] = await readdir(join(directory, "former"));
  const deliveryId = (await list()).restatements[0]?.before.deliveryId ?? "";
  const { rename } = await import("node:fs/promises");
  await rename(join(directory, "former", id), join(directory, "line-items", deliveryId));
  await recoverWorkspace(directory, database);
  await access(join(directory, "former", id));
  expect(await readdir(join(directory, "line-items"))).not.toContain(deliveryId);
});

test("a workspace of before, in which nothing was kept, says so", async () => {
  await database.write((connection) => run(connection, raw("DELETE FROM former_delivery")));
  await rm(join(directory, "catalogue-copy.json"));
  await recoverWorkspace(directory, database);
  const { restatements, unkept } = await list();
  expect(restatements).toEqual([]);
  expect(unkept).toMatchObject([{ billingPeriod: "2026-09" }]);
  expect(await readdir(join(directory, "former"))).toEqual([]);
});

test("what counts is the later delivery alone", async () => {
  const costs = await queryCosts(database, directory, {
    metric: "unblended",
    granularity: "total",
    range: { from: "2026-09-01", to: "2026-10-01" },
    groupBy: [],
    filters: [],
    currency: null,
    top: null,
  });
  expect(costs.total).toBe(costOf(second));
});

/** Rows of `rows` that `others` does not have as often, by all cells that say what was charged. */
function without(rows: readonly CsvRow[], others: readonly CsvRow[]): readonly CsvRow[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(contentOf(row), (left.get(contentOf(row)) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(contentOf(row)) ?? 0;
    left.set(contentOf(row), count - 1);
    return count <= 0;
  });
}

function contentOf(row: CsvRow): string {
  const { ["identity/LineItemId"]: _id, ...content } = row;
  return JSON.stringify(content);
}

function periodOf(row: CsvRow): string {
  return (row["bill/BillingPeriodStartDate"] ?? "").slice(0, 7);
}

function costOf(rows: readonly CsvRow[]): string {
  return formatScaled(
    rows.reduce((total, row) => total + (parseScaled(row["lineItem/UnblendedCost"] ?? "") ?? 0n), 0n),
  );
}
