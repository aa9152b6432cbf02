import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importReport } from "#core/contract/schema/import.ts";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import type { ImportReport } from "#core/ingest/import-report.ts";
import { canonical } from "#core/money/decimal.ts";
import { ACCOUNTS } from "#core/sample/organisation.ts";
import type { Sums } from "#core/sample/totals.ts";
import { closedOptions, defaultOptions } from "#core/sample/world.ts";
import type { EngineClient } from "../transport/client.ts";
import { failureOf } from "../transport/failure-of.ts";
import { resultOf, startEngine, statesOf, type TestEngine } from "./engine.fixture.ts";
import { writeSample, type WrittenSample } from "./sample/write-sample.ts";

const WHOLE: CostQuery = {
  metric: "unblended",
  granularity: "total",
  range: { from: "2024-01-01", to: "2024-03-01" },
  groupBy: ["service"],
  filters: [],
  currency: null,
  top: null,
};

let engine: TestEngine;
let client: EngineClient;
let directory: string;
let bills: string;

beforeEach(async () => {
  engine = await startEngine();
  client = engine.connect();
  directory = join(engine.folder, "workspace");
  bills = join(engine.folder, "bills");
});

afterEach(async () => {
  await engine.close();
});

function writeBills(rows = 2_000): Promise<WrittenSample> {
  return writeSample({
    directory: bills,
    world: { ...closedOptions("2024-02", 2), rows },
    format: "legacy",
  });
}

async function importBills(): Promise<ImportReport> {
  const id = await client.imports.start({ paths: [bills], leaveOut: [] });
  return importReport.parse(await resultOf(client, id));
}

async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return failureOf(error)?.code;
}

function unblendedOf(sums: Readonly<Record<string, Sums>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sums).map(([key, { metrics }]) => [key, canonical(metrics["unblended"] ?? "0")]),
  );
}

async function grouped(query: CostQuery): Promise<Record<string, string | null>> {
  const { groups } = await client.cost.query(query);
  return Object.fromEntries(groups.map(({ key, total }) => [key[0] ?? "", total]));
}

describe("a workspace", () => {
  test("nothing is answered before one is open", async () => {
    expect(await codeOf(client.periods.list())).toBe("workspace.not_open");
    expect(await codeOf(client.imports.start({ paths: ["/x"], leaveOut: [] }))).toBe("workspace.not_open");
    expect(await codeOf(client.cost.query(WHOLE))).toBe("workspace.not_open");
  });

  test("an empty folder becomes a new one, and knows nothing", async () => {
    await client.workspace.open({ directory });
    expect(JSON.parse(await readFile(join(directory, "workspace.json"), "utf8"))).toMatchObject({
      version: 1,
    });
    expect(await client.periods.list()).toEqual([]);
    expect(await client.quality.list()).toEqual([]);
    expect(await client.workspace.schema()).toMatchObject({ range: null, currencies: [] });
    expect(await client.cost.query(WHOLE)).toMatchObject({ groups: [], total: null });
  });

  test("one of a newer version is refused and left as it is", async () => {
    await mkdir(directory);
    await writeFile(join(directory, "workspace.json"), '{ "version": 99 }');
    expect(await codeOf(client.workspace.open({ directory }))).toBe("workspace.newer");
    expect(await readdir(directory)).toEqual(["workspace.json"]);
  });

  test("a folder with other things in it is not made one", async () => {
    await writeBills(500);
    const before = await readdir(bills);
    expect(await codeOf(client.workspace.open({ directory: bills }))).toBe("workspace.damaged");
    expect(await readdir(bills)).toEqual(before);
  });

  test("an unreadable workspace.json is said to be damaged", async () => {
    await mkdir(directory);
    await writeFile(join(directory, "workspace.json"), "{");
    expect(await codeOf(client.workspace.open({ directory }))).toBe("workspace.damaged");
  });

  test("opening another closes the former; what was imported is there when it is opened again", async () => {
    await client.workspace.open({ directory });
    await writeBills(500);
    await importBills();
    const held = await client.periods.list();
    await client.workspace.open({ directory: join(engine.folder, "other") });
    expect(await client.periods.list()).toEqual([]);
    await client.workspace.open({ directory });
    expect(await client.periods.list()).toEqual(held);
    await client.workspace.close();
    expect(await codeOf(client.periods.list())).toBe("workspace.not_open");
  });
});

describe("an import", () => {
  beforeEach(() => client.workspace.open({ directory }));

  test("brings in what the sample's own sums say, by period, service, account, type and day", async () => {
    const { totals } = await writeBills();
    const report = await importBills();
    expect(report.skipped).toEqual([]);
    const held = await client.periods.list();
    const byPeriod = Object.fromEntries(held.map((p) => [p.billingPeriod, p.unblended]));
    expect(byPeriod).toEqual(unblendedOf(totals.byPeriod));
    expect(report.periods.map((p) => p.rows)).toEqual(Object.values(totals.byPeriod).map(({ rows }) => rows));
    expect(await grouped(WHOLE)).toEqual(unblendedOf(totals.byService));
    expect(await grouped({ ...WHOLE, groupBy: ["linkedAccount"] })).toEqual(unblendedOf(totals.byAccount));
    expect(await grouped({ ...WHOLE, groupBy: ["lineItemType"] })).toEqual(unblendedOf(totals.byType));
    const daily = await client.cost.query({ ...WHOLE, groupBy: [], granularity: "day" });
    const known = daily.buckets.flatMap((bucket, index) =>
      daily.values[index] === null ? [] : [[bucket, daily.values[index]]],
    );
    expect(Object.fromEntries(known)).toEqual(unblendedOf(totals.byDay));
    expect(daily.total).toBe(canonical(totals.overall.metrics["unblended"] ?? "0"));
    expect(daily.lineItems).toBe(totals.overall.rows);
  });

  test("answers every metric as the sample adds it up", async () => {
    const { totals } = await writeBills();
    await importBills();
    for (const metric of METRIC_IDS.filter((id) => id !== "usageAmount")) {
      const { total } = await client.cost.query({ ...WHOLE, metric, groupBy: [] });
      expect([metric, total]).toEqual([metric, canonical(totals.overall.metrics[metric] ?? "0")]);
    }
  });

  test("shows its progress and ends with a report", async () => {
    await writeBills(20_000);
    const id = await client.imports.start({ paths: [bills], leaveOut: [] });
    const states = await statesOf(client, id);
    expect(states.at(-1)?.state.kind).toBe("succeeded");
    const running = states.flatMap(({ state }) => (state.kind === "running" ? [state.progress] : []));
    expect(running.length).toBeGreaterThan(0);
    const fractions = running.flatMap(({ fraction }) => (fraction === null ? [] : [fraction]));
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(await client.jobs.list()).toMatchObject([{ id, job: "import", title: "bills" }]);
  });

  test("done twice changes nothing", async () => {
    await writeBills();
    const first = await importBills();
    const held = await client.periods.list();
    const second = await importBills();
    expect(second.unchanged).toHaveLength(first.periods.length);
    expect(await client.periods.list()).toEqual(held);
  });

  test("waits for one that is running: they never share the memory limit", async () => {
    await writeBills(20_000);
    const ids = [
      await client.imports.start({ paths: [bills], leaveOut: [] }),
      await engine.connect().imports.start({ paths: [bills], leaveOut: [] }),
    ];
    const seen: (readonly string[])[] = [];
    for await (const _ of await client.jobs.watch()) {
      const states = new Map((await client.jobs.list()).map(({ id, state }) => [id, state.kind]));
      seen.push(ids.map((id) => states.get(id) ?? ""));
      if (!["queued", "running"].includes(states.get(ids[1] ?? "") ?? "")) break;
    }
    expect(seen.at(-1)).toEqual(["succeeded", "succeeded"]);
    expect(seen).toContainEqual(["running", "queued"]);
    expect(seen.filter(([, second]) => second !== "queued").every(([first]) => first === "succeeded")).toBe(
      true,
    );
  });

  test("is seen by every client", async () => {
    await writeBills(500);
    const other = engine.connect();
    const id = await client.imports.start({ paths: [bills], leaveOut: [] });
    expect((await statesOf(other, id)).at(-1)?.state.kind).toBe("succeeded");
  });

  test("cancelled, leaves no period, no line items and no staging", async () => {
    await writeBills(60_000);
    const id = await client.imports.start({ paths: [bills], leaveOut: [] });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const asked = Date.now();
    await client.jobs.cancel({ id });
    await client.jobs.cancel({ id });
    expect((await statesOf(client, id)).at(-1)?.state.kind).toBe("cancelled");
    expect(Date.now() - asked).toBeLessThan(2_000);
    expect(await client.periods.list()).toEqual([]);
    expect(await filesUnder(join(directory, "line-items"))).toEqual([]);
    expect(await filesUnder(join(directory, "staging"))).toEqual([]);
  });

  test("of a path that is not there names it", async () => {
    const id = await client.imports.start({ paths: [join(bills, "no.csv")], leaveOut: [] });
    const last = (await statesOf(client, id)).at(-1);
    expect(JSON.stringify(last)).toContain('"file.not_found"');
  });

  test("can be taken out again", async () => {
    await writeBills(500);
    const { periods } = await importBills();
    for (const { deliveryId } of periods) await client.periods.remove({ deliveryId });
    expect(await client.periods.list()).toEqual([]);
    expect((await client.cost.query(WHOLE)).total).toBeNull();
    expect(await filesUnder(join(directory, "line-items"))).toEqual([]);
  });
});

test("line items are paged and exported with the same rows", async () => {
  await client.workspace.open({ directory });
  const { totals } = await writeBills();
  await importBills();
  const columns = (await client.lineItems.columns()).filter(({ common }) => common).map(({ id }) => id);
  const query = {
    range: WHOLE.range,
    filters: [],
    columns: columns.slice(0, 5),
    sort: null,
    offset: 0,
    limit: 50,
  };
  const page = await client.lineItems.page(query);
  expect(page.rows).toHaveLength(50);
  expect(page.totalRows).toBe(totals.overall.rows);
  expect(page.totals).toEqual({ USD: canonical(totals.overall.metrics["unblended"] ?? "0") });
  const path = join(engine.folder, "rows.csv");
  const job = await client.exports.start({
    path,
    format: "csv",
    sources: [{ kind: "lineItems", title: "Line items", query }],
    facts: [],
  });
  expect(await resultOf(client, job)).toEqual({
    path,
    rows: totals.overall.rows,
  });
  expect((await stat(path)).size).toBeGreaterThan(0);
});

test("the sample company opens as a whole and equals its own sums", { timeout: 180_000 }, async () => {
  const today = "2026-11-16";
  await client.workspace.open({ directory });
  await resultOf(client, await client.sample.start({ today }));
  const overview = await client.periods.list();
  expect(overview.map(({ billingPeriod }) => billingPeriod)).toEqual([
    "2025-11",
    "2026-09",
    "2026-10",
    "2026-11",
  ]);
  // A killed process leaves the other months to the next opening.
  await client.workspace.close();
  await client.workspace.open({ directory });
  const [later] = await client.jobs.list().then((jobs) => jobs.slice(-1));
  const report = importReport.parse(await resultOf(client, later?.id ?? ""));
  const { totals } = await writeSample({ directory: bills, world: defaultOptions(today), format: "legacy" });
  const held = await client.periods.list();
  const byPeriod = Object.fromEntries(held.map((p) => [p.billingPeriod, p.unblended]));
  expect(byPeriod).toEqual(unblendedOf(totals.byPeriod));
  expect(report.skipped).toEqual([]);
  const range = (await client.workspace.schema()).range;
  expect(range).not.toBeNull();
  expect(await grouped({ ...WHOLE, range: range ?? WHOLE.range })).toEqual(unblendedOf(totals.byService));
  const accounts = await client.cost.query({
    ...WHOLE,
    range: range ?? WHOLE.range,
    groupBy: ["linkedAccount"],
  });
  const names = accounts.groups.flatMap(({ labels }) => labels);
  expect(names.toSorted()).toEqual(
    Object.values(ACCOUNTS)
      .map(({ name }) => name)
      .toSorted(),
  );
});

test("the sample company can be cancelled on its way and opened again after", async () => {
  await client.workspace.open({ directory });
  const first = await client.sample.start({ today: "2026-11-16" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await client.jobs.cancel({ id: first });
  expect((await statesOf(client, first)).at(-1)?.state.kind).toBe("cancelled");
  expect(await filesUnder(join(directory, "staging"))).toEqual([]);
  const second = await client.sample.start({ today: "2026-11-16" });
  await client.jobs.cancel({ id: second });
  expect((await statesOf(client, second)).at(-1)?.state.kind).toBe("cancelled");
});

test.skipIf(process.platform !== "linux")(
  "a sample without room fails for that reason, on its first file",
  async () => {
    await client.workspace.open({ directory });
    await symlink("/dev/full", join(directory, "sample-unfinished"));
    const states = await statesOf(client, await client.sample.start({ today: "2026-11-16" }));
    expect(states.at(-1)?.state).toMatchObject({ kind: "failed", failure: { code: "disk.full" } });
  },
);

test("input that breaks the contract never reaches a handler", async () => {
  // @ts-expect-error a page may send anything
  await expect(client.cost.query({ ...WHOLE, metric: "cost" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  expect(await codeOf(client.sample.start({ today: "soon" }))).toBe("query.invalid");
  expect(await codeOf(client.jobs.cancel({ id: "no" }))).toBe("job.unknown");
});

async function filesUnder(path: string): Promise<readonly string[]> {
  return readdir(path, { recursive: true }).catch(() => []);
}
