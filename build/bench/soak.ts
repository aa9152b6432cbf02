import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { canonical } from "#core/money/decimal.ts";
import { restatedWorld } from "#core/sample/variants.ts";
import { closedOptions } from "#core/sample/world.ts";
import { createEngine } from "../../electron/engine/engine.ts";
import { writeSample } from "../../electron/engine/sample/write-sample.ts";
import { createEngineClient, type EngineClient } from "../../electron/transport/client.ts";
import { createServer } from "../../electron/transport/serve.ts";
import { median } from "./median.ts";
import { printTable } from "./print-table.ts";

const MONTHS = 6;
const LAST_MONTH = "2026-02";
const QUERIES_BETWEEN = 60;
const LINES = 12;
/** Memory is held against what it was after this share of the time, or ten minutes. */
const WARM_SHARE = 0.1;
const WARM_MS = 600_000;
const MB = 1_048_576;

type Line = {
  readonly ms: number;
  readonly queries: number;
  readonly restated: number;
  /** Median since the line before. */
  readonly memory: Memory;
};

type Memory = {
  readonly mb: number;
  /** What JavaScript holds of it: objects, and buffers beside them. */
  readonly javaScriptMb: number;
};

/** Asks and restates for hours in one engine, holds every total against the bills, and prints how its memory grows. */
export async function soak(hours: number, rows: number): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "cloudspend-soak-"));
  const bugs: unknown[] = [];
  const engine = createEngine({
    now: () => new Date(),
    newId: () => randomUUID(),
    reportBug: (bug) => bugs.push(bug.error),
  });
  const { port1, port2 } = new MessageChannel();
  createServer(engine.router, (bug) => bugs.push(bug.error)).serve(port1);
  const client = createEngineClient(port2);
  try {
    await client.workspace.open({ directory: join(home, "workspace") });
    const bills = await writeBills(home, rows);
    await importBills(client, bills[0]?.folder ?? "");
    const lines = await run(client, bills, hours * 3_600_000);
    const { faults, database } = await client.workspace.condition();
    print(lines, rows);
    if (faults.length > 0 || database !== null) throw new Error("the workspace is damaged at the end");
    if (bugs.length > 0) throw new AggregateError(bugs, "the engine reported bugs");
  } finally {
    await engine.close();
    port2.close();
    await rm(home, { recursive: true, force: true });
  }
}

type Bills = { readonly folder: string; readonly total: string };

/** The same months in two versions, which take each other's place. */
async function writeBills(home: string, rows: number): Promise<readonly Bills[]> {
  const world = { ...closedOptions(LAST_MONTH, MONTHS), rows };
  const versions = [world, restatedWorld(world, [LAST_MONTH])];
  const bills: Bills[] = [];
  for (const [index, version] of versions.entries()) {
    const folder = join(home, `bills-${index}`);
    const { totals } = await writeSample({ directory: folder, world: version, format: "legacy" });
    bills.push({ folder, total: canonical(totals.overall.metrics["unblended"] ?? "0") });
  }
  return bills;
}

async function run(client: EngineClient, bills: readonly Bills[], forMs: number): Promise<readonly Line[]> {
  const began = performance.now();
  const elapsed = (): number => performance.now() - began;
  const lines: Line[] = [];
  let taken: Memory[] = [];
  let [queries, restated, at] = [0, 0, 0];
  const draw = (): void => {
    lines.push(line({ ms: elapsed(), queries, restated }, taken));
    taken = [];
  };
  while (elapsed() < forMs) {
    for (let index = 0; index < QUERIES_BETWEEN; index += 1) {
      await client.cost.query(question(queries));
      queries += 1;
    }
    await demandTotal(client, bills[at]?.total ?? "");
    at = (at + 1) % bills.length;
    await importBills(client, bills[at]?.folder ?? "");
    restated += 1;
    await demandTotal(client, bills[at]?.total ?? "");
    taken.push(memoryNow());
    if (elapsed() >= (forMs / LINES) * (lines.length + 1)) draw();
  }
  if (taken.length > 0) draw();
  return lines;
}

function memoryNow(): Memory {
  const { rss, heapUsed, external } = process.memoryUsage();
  return { mb: rss / MB, javaScriptMb: (heapUsed + external) / MB };
}

/** One reading says little: it rises and falls by tens of MB with every garbage collection and checkpoint. */
function line(done: Omit<Line, "memory">, taken: readonly Memory[]): Line {
  const memory = {
    mb: median(taken.map(({ mb }) => mb)),
    javaScriptMb: median(taken.map(({ javaScriptMb }) => javaScriptMb)),
  };
  console.error(
    `${(done.ms / 60_000).toFixed(1)} min: ${done.queries} queries, ${done.restated} restated months, ${memory.mb.toFixed(0)} MB`,
  );
  return { ...done, memory };
}

const GROUPINGS: readonly CostQuery["groupBy"][] = [
  ["service"],
  ["linkedAccount", "region"],
  ["usageType"],
  ["resourceId"],
  [],
];

function question(number: number): CostQuery {
  return {
    metric: METRIC_IDS[number % METRIC_IDS.length] ?? "unblended",
    granularity: (["total", "month", "day"] as const)[number % 3] ?? "total",
    range: { from: "2025-09-01", to: "2026-03-01" },
    groupBy: GROUPINGS[number % GROUPINGS.length] ?? [],
    filters: [],
    currency: null,
    top: 20,
  };
}

async function demandTotal(client: EngineClient, expected: string): Promise<void> {
  const whole: CostQuery = {
    ...question(0),
    metric: "unblended",
    granularity: "total",
    groupBy: [],
    top: null,
  };
  const { total } = await client.cost.query(whole);
  if (total !== expected) throw new Error(`the total is ${total}, the bills say ${expected}`);
}

async function importBills(client: EngineClient, folder: string): Promise<void> {
  const id = await client.imports.start({ paths: [folder], leaveOut: [] });
  for await (const { id: job, state } of await client.jobs.watch()) {
    if (job !== id || state.kind === "queued" || state.kind === "running") continue;
    if (state.kind !== "succeeded") throw new Error(`an import ended as ${JSON.stringify(state)}`);
    return;
  }
}

function print(lines: readonly Line[], rows: number): void {
  const last = lines.at(-1);
  const warm = lines.find(({ ms }) => ms >= Math.min(WARM_MS, (last?.ms ?? 0) * WARM_SHARE)) ?? lines[0];
  const growth = ({ memory }: Line): string =>
    warm === undefined ? "" : `${((memory.mb / warm.memory.mb - 1) * 100).toFixed(1)} %`;
  console.log(
    `${rows} line items in ${MONTHS} months; growth since minute ${((warm?.ms ?? 0) / 60_000).toFixed(1)}`,
  );
  printTable([
    ["Minute", "Queries", "Restated", "Resident", "Growth", "Of it JavaScript"],
    ...lines.map((line) => [
      (line.ms / 60_000).toFixed(1),
      String(line.queries),
      String(line.restated),
      `${line.memory.mb.toFixed(0)} MB`,
      growth(line),
      `${line.memory.javaScriptMb.toFixed(0)} MB`,
    ]),
  ]);
}
