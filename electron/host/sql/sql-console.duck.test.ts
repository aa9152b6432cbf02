import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STARTER_QUERIES } from "#core/console/starter-queries.ts";
import { failureOf } from "../../transport/failure-of.ts";
import { importMonth, startConsoleWorld, type ConsoleWorld } from "./console.fixture.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld();
}, 120_000);
afterAll(() => world.close());

const ENDLESS = "SELECT sum(sin(a.range) * cos(b.range)) FROM range(10000000) a, range(10000000) b";
const STUBBORN = "SELECT length(repeat('x', 4000000000))";

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => "answered",
    (error: unknown) => failureOf(error)?.code ?? String(error),
  );
}

test("a cancelled statement stops, and its process goes on", async () => {
  const console = world.console({ graceMs: 15_000 });
  await console.run({ text: "SELECT 1", limit: 1 });
  const processes = world.started();
  const abort = new AbortController();
  const running = codeOf(console.run({ text: ENDLESS, limit: 1 }, abort.signal));
  setTimeout(() => abort.abort(), 300);
  expect(await running).toBe("cancelled");
  expect(await codeOf(console.run({ text: "SELECT 1", limit: 1 }))).toBe("answered");
  expect(world.started()).toBe(processes);
  console.close();
});

test("one that does not hear the cancel is ended with its process within its grace", async () => {
  const console = world.console({ graceMs: 500, processLimitMb: 16_000, memoryLimitMb: 256 });
  await console.run({ text: "SELECT 1", limit: 1 });
  const processes = world.started();
  const abort = new AbortController();
  const running = codeOf(console.run({ text: STUBBORN, limit: 1 }, abort.signal));
  setTimeout(() => abort.abort(), 200);
  const began = performance.now();
  expect(await running).toBe("cancelled");
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(await codeOf(console.run({ text: "SELECT 1", limit: 1 }))).toBe("answered");
  expect(world.started()).toBe(processes + 1);
  console.close();
});

test("a statement cancelled before it began never runs", async () => {
  const console = world.console();
  expect(await codeOf(console.run({ text: "SELECT 1", limit: 1 }, AbortSignal.abort()))).toBe("cancelled");
});

test("a problem is told in words and by its place", async () => {
  const console = world.console();
  const failing = async (text: string) =>
    failureOf(await console.run({ text, limit: 1 }).catch((error: unknown) => error));
  expect(await failing("SELECT 'ä', servic FROM daily")).toMatchObject({
    code: "sql.invalid",
    params: { problem: expect.stringMatching(/no column "servic".*service/), at: 12 },
  });
  expect(await failing("EXPLAIN SELECT servic FROM daily")).toMatchObject({ params: { at: 15 } });
  expect(await failing("SELECT * FROM nowhere")).toMatchObject({
    code: "sql.refused",
    params: { problem: 'There is no view "nowhere"', at: 14 },
  });
  expect(await failing("SELECT (1 FROM daily")).toMatchObject({ code: "sql.invalid", params: { at: 10 } });
  expect(await failing("SELECT 'x'::INTEGER")).toMatchObject({ code: "sql.invalid" });
  console.close();
});

test("an import is seen by the next query, and neither waits for the other", async () => {
  const console = world.console();
  const months = async () =>
    (
      await console.run({ text: "SELECT DISTINCT billing_period FROM line_items ORDER BY 1", limit: 10 })
    ).rows.flat();
  expect(await months()).toEqual(["2024-01", "2024-02", "2024-03"]);
  const before = await world.client.sql.snapshot();
  let answered = 0;
  const importing = importMonth(world.engine, world.client, "legacy", "2024-01", 3_000);
  const state = { isDone: false };
  void importing.then(() => (state.isDone = true));
  while (!state.isDone) {
    const { rows } = await console.run({ text: "SELECT count(*), sum(unblended) FROM line_items", limit: 1 });
    expect(Number(rows[0]?.[0])).toBeGreaterThan(0);
    answered += 1;
  }
  await importing;
  expect(answered).toBeGreaterThan(1);
  const after = await world.client.sql.snapshot();
  expect(after.key).not.toBe(before.key);
  await expect(access(before.file)).rejects.toThrow(/ENOENT/);
  const { total } = await world.client.cost.query({
    metric: "unblended",
    granularity: "total",
    range: { from: "2024-01-01", to: "2024-04-01" },
    groupBy: [],
    filters: [],
    currency: null,
    top: null,
  });
  const { rows } = await console.run({ text: "SELECT sum(unblended) FROM daily", limit: 1 });
  expect(Number(rows[0]?.[0])).toBe(Number(total));
  console.close();
});

test("the same state is the same file; columns are documented", async () => {
  const first = await world.client.sql.snapshot();
  expect(await world.client.sql.snapshot()).toEqual(first);
  const [lineItems] = first.views;
  expect(lineItems).toMatchObject({ name: "line_items" });
  expect(lineItems?.columns).toContainEqual({
    name: "unblended",
    type: "DECIMAL(38,18)",
    meaning: "Cost as invoiced on the day",
    source: "lineItem/UnblendedCost, BilledCost",
  });
  for (const view of first.views)
    for (const column of view.columns) expect([column.name, column.meaning]).not.toContain("");
  const console = world.console();
  for (const { name, columns } of first.views) {
    const { rows } = await console.run({ text: `DESCRIBE ${name}`, limit: 2_000 });
    expect(rows.map(([column, type]) => [column, type])).toEqual(
      columns.map((column) => [column.name, column.type]),
    );
  }
  console.close();
});

test("long sums and unions are not taken for nesting without end", async () => {
  const console = world.console();
  const sum = Array.from({ length: 300 }, (_, index) => index).join(" + ");
  expect((await console.run({ text: `SELECT ${sum}`, limit: 1 })).rows).toEqual([["44850"]]);
  const union = Array.from({ length: 200 }, (_, index) => `SELECT ${index}`).join(" UNION ALL ");
  expect((await console.run({ text: union, limit: 500 })).rows).toHaveLength(200);
  const nested = `SELECT ${"(".repeat(5_000)}1${")".repeat(5_000)}`;
  expect(await codeOf(console.run({ text: nested, limit: 1 }))).toMatch(/^(sql\.|answered)/);
  expect(await codeOf(console.run({ text: "SELECT 1", limit: 1 }))).toBe("answered");
  console.close();
});

test.skipIf(process.platform === "win32")("a process that is killed from outside is replaced", async () => {
  const console = world.console();
  await console.run({ text: "SELECT 1", limit: 1 });
  const running = codeOf(console.run({ text: ENDLESS, limit: 1 }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { stdout } = await promisify(execFile)("pgrep", ["-P", String(process.pid), "-f", "entry.js"]);
  for (const pid of stdout.trim().split("\n")) process.kill(Number(pid), "SIGKILL");
  expect(await running).toBe("sql.console_ended");
  expect(await codeOf(console.run({ text: "SELECT 1", limit: 1 }))).toBe("answered");
  console.close();
});

// Last, as closing this workspace takes the program of the process away.
test("an empty workspace has the same views, and every query to begin with runs on them", async () => {
  const empty = await startConsoleWorld(0);
  const console = empty.console();
  const { views } = await empty.client.sql.snapshot();
  expect(views.map(({ name }) => name)).toEqual(
    (await world.client.sql.snapshot()).views.map(({ name }) => name),
  );
  for (const { text } of STARTER_QUERIES) expect((await console.run({ text, limit: 10 })).rows).toEqual([]);
  await empty.close();
});
