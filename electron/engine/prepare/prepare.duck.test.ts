import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { JobSnapshot } from "#core/job/job.ts";
import { closedOptions } from "#core/sample/world.ts";
import type { EngineClient } from "../../transport/client.ts";
import { resultOf, startEngine, statesOf, type TestEngine } from "../engine.fixture.ts";
import { writeSample } from "../sample/write-sample.ts";

const RANGE = { from: "2026-09-01", to: "2026-11-01" };
const KEPT =
  /^(commitments-1|commitment-days-1|commitment-ends-1|containers-1|(cut|tags)-[0-9a-f]{24})\.parquet$/;

let files: string;
let engine: TestEngine;

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), "cloudspend-prepare-"));
  const world = { ...closedOptions("2026-10", 2), rows: 4_000, splitCosts: true };
  await writeSample({ directory: files, world, format: "legacy" });
});
afterAll(() => rm(files, { recursive: true, force: true }));

beforeEach(async () => {
  engine = await startEngine({ prepares: true });
});
afterEach(() => engine.close());

const workspace = (): string => join(engine.folder, "workspace");

async function imported(client: EngineClient): Promise<void> {
  await client.workspace.open({ directory: workspace() });
  await resultOf(client, await client.imports.start({ paths: [files], leaveOut: [] }));
}

/** The next job that prepares, from its start to its end. */
async function prepared(client: EngineClient): Promise<readonly JobSnapshot[]> {
  for await (const { id, job } of await client.jobs.watch())
    if (job === "prepare") return statesOf(client, id);
  throw new Error("nothing was prepared");
}

async function kept(): Promise<readonly string[]> {
  const folder = join(workspace(), "line-items");
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => KEPT.test(name.split("/").at(-1) ?? "")).toSorted();
}

async function answers(client: EngineClient): Promise<unknown> {
  return Promise.all([
    client.commitments.query({ range: RANGE, granularity: "month", currency: null, arn: null }),
    client.commitments.fairShare({ range: RANGE, currency: null }),
    client.containers.query({ range: RANGE, before: null, metric: "amortized", filters: [], currency: null }),
    client.allocation.tags({ range: RANGE, metric: "amortized", currency: null }),
    client.tieOut.ledger({ invoices: [] }),
  ]);
}

test("an import is followed by the sums that first looks need, and answers are the same as without", async () => {
  const client = engine.connect();
  await imported(client);
  const last = (await prepared(client)).at(-1);
  expect(last?.state).toEqual({ kind: "succeeded", result: { files: 10 } });
  expect((await kept()).length).toBe(12);
  const plain = await startEngine();
  try {
    const other = plain.connect();
    await other.workspace.open({ directory: join(plain.folder, "workspace") });
    await resultOf(other, await other.imports.start({ paths: [files], leaveOut: [] }));
    expect(await other.jobs.list()).toHaveLength(1);
    expect(withoutTimes(await answers(client))).toEqual(withoutTimes(await answers(other)));
  } finally {
    await plain.close();
  }
});

test("a workspace without them is prepared when it opens, and one with them starts no job", async () => {
  const client = engine.connect();
  await imported(client);
  await prepared(client);
  const all = await kept();
  await client.workspace.close();
  const [gone = "", ...others] = all;
  await rm(join(workspace(), "line-items", gone));
  await writeFile(join(workspace(), "line-items", `${gone}.1-1.part`), "what a killed process left");
  expect(await kept()).toEqual(others);

  const second = await startEngine({ prepares: true });
  try {
    const reader = second.connect();
    await reader.workspace.open({ directory: workspace() });
    expect(existsSync(join(workspace(), "line-items", `${gone}.1-1.part`))).toBe(false);
    expect((await prepared(reader)).at(-1)?.state).toEqual({ kind: "succeeded", result: { files: 1 } });
    expect(await kept()).toEqual(all);
    await reader.workspace.close();
    await reader.workspace.open({ directory: workspace() });
    await reader.workspace.schema();
    expect(await reader.jobs.list()).toHaveLength(1);
  } finally {
    await second.close();
  }
});

test("closing while it prepares leaves neither drafts nor its own files", async () => {
  const client = engine.connect();
  await imported(client);
  for await (const { job, state } of await client.jobs.watch())
    if (job === "prepare" && state.kind === "running") break;
  await client.workspace.close();
  const names = await readdir(workspace(), { recursive: true });
  expect(names.filter((name) => name.endsWith(".part"))).toEqual([]);
  expect(names.filter((name) => name.startsWith("staging/"))).toEqual([]);
});

/** When and as what something was imported differs between two workspaces. */
function withoutTimes(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer, (key, value) => (key === "importedAt" ? "" : value)));
}
