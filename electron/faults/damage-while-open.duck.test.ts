import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { startEngine, resultOf, type TestEngine } from "../engine/engine.fixture.ts";
import type { EngineClient } from "../transport/client.ts";
import { failureOf } from "../transport/failure-of.ts";
import { DAMAGES, damageFile, filesUnder, makeDamageWorld, type DamageWorld } from "./damage.fixture.ts";

const RANGE = { from: "2024-01-01", to: "2024-04-01" } as const;
const COST: CostQuery = {
  metric: "unblended",
  granularity: "month",
  range: RANGE,
  groupBy: ["service"],
  filters: [],
  currency: null,
  top: null,
};
/** Questions to the sums by day, the sums per resource and the line items. */
const QUESTIONS: readonly ((client: EngineClient) => Promise<unknown>)[] = [
  (client) => client.cost.query(COST),
  (client) => client.cost.query({ ...COST, groupBy: ["resourceId"] }),
  (client) =>
    client.cost.query({ ...COST, granularity: "hour", range: { from: "2024-01-02", to: "2024-01-03" } }),
  (client) => client.cost.query({ ...COST, groupBy: ["tag:user:team"] }),
  (client) =>
    client.lineItems.page({
      range: RANGE,
      filters: [],
      columns: ["identity_line_item_id", "line_item_unblended_cost"],
      sort: null,
      offset: 0,
      limit: 500,
    }),
];

let world: DamageWorld;
let engine: TestEngine;
let client: EngineClient;
let directory: string;
beforeEach(async () => {
  world = await makeDamageWorld();
  engine = await startEngine();
  client = engine.connect();
  directory = await world.copy(world.closed);
  await client.workspace.open({ directory });
});
afterEach(async () => {
  await engine.close();
  await world.remove();
});

/** Every answer as text, or the code of what failed; a bug would end as `internal`. */
async function answers(): Promise<readonly string[]> {
  return Promise.all(
    QUESTIONS.map((ask) =>
      ask(client).then(
        (answer) => JSON.stringify(answer),
        (error: unknown) => failureOf(error)?.code ?? String(error),
      ),
    ),
  );
}

/** Neither an answer nor a failure that says what is wrong. */
function isUnexpected(answer: string): boolean {
  return !answer.startsWith("{") && answer !== "workspace.damaged";
}

async function faults(): Promise<readonly string[]> {
  const { database, faults: found } = await client.workspace.condition();
  return [...(database === null ? [] : ["database"]), ...found.map(({ kind }) => kind)];
}

async function repairs(): Promise<void> {
  await resultOf(client, await client.workspace.repair());
}

test.each([
  ["line items", "lineItems", /^1\.parquet$/],
  ["sums per resource", "sums", /^daily-resource\.parquet$/],
] as const)(
  "%s damaged while a workspace is open: questions fail in words, it is told of, and repaired without a restart",
  { timeout: 60_000 },
  async (_what, kind, isOne) => {
    const before = await answers();
    expect(before.filter((answer) => !answer.startsWith("{"))).toEqual([]);
    expect(await faults()).toEqual([]);
    for (const [index, damage] of DAMAGES.entries()) {
      const found = (await filesUnder(directory, "line-items")).filter((path) => isOne.test(basename(path)));
      await damageFile(found[index % found.length] ?? "", damage, (index + 1) / 7);
      const during = await answers();
      expect(during.filter(isUnexpected), damage).toEqual([]);
      expect(await faults(), damage).toEqual([kind]);
      await repairs();
      expect(await faults(), damage).toEqual([]);
      expect(await answers(), damage).toEqual(before);
    }
  },
);

test("a database taken away while it is open is told of, and rebuilt without a restart", async () => {
  const before = await answers();
  expect(await faults()).toEqual([]);
  await rm(join(directory, "workspace.duckdb"));
  expect(await faults()).toEqual(["database"]);
  await repairs();
  expect(await faults()).toEqual([]);
  expect(await answers()).toEqual(before);
});

test("a database damaged while it is open: what fails on it is told of in words, and is rebuilt", async () => {
  const before = await answers();
  expect(await faults()).toEqual([]);
  await damageFile(join(directory, "workspace.duckdb"), "replace", 0);
  const during = await answers();
  expect(during.filter(isUnexpected)).toEqual([]);
  await client.workspace.close();
  await client.workspace.open({ directory });
  expect((await faults()).length).toBeGreaterThan(0);
  await repairs();
  expect(await answers()).toEqual(before);
});
