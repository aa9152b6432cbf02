import { performance } from "node:perf_hooks";
import { MessageChannel } from "node:worker_threads";
import { createEngine } from "../../../electron/engine/engine.ts";
import { createEngineClient, type EngineClient } from "../../../electron/transport/client.ts";
import { createServer } from "../../../electron/transport/serve.ts";
import { prepareWorkspace } from "../../../electron/engine/prepare/prepare.ts";
import { openWorkspace } from "../../../electron/engine/workspace/open-workspace.ts";
import { runChild, type Measured } from "../child.ts";
import { timedImport } from "../imports.ts";
import { median, percentile } from "../median.ts";
import { storedSize, type StoredSize } from "../sizes.ts";
import type { ViewsData } from "./data.ts";
import { VIEWS, type View } from "./questions.ts";

export type ViewFigures = {
  readonly name: string;
  readonly answeredBy: View["answeredBy"];
  readonly firstMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Processor time of one look over all cores: what it costs, whatever else the machine does. */
  readonly cpuMs: number;
};

type Input = { readonly data: ViewsData; readonly workspace: string };

const WARM_RUNS = 40;
/** A view that takes long is not asked that often. */
const LONGEST_MS = 20_000;

/** A step in a process of its own, with its processor time over all cores. */
export type StepFigures = { readonly seconds: number; readonly cpuSeconds: number };

export type ViewsResult = {
  readonly imported: Measured<StepFigures>;
  readonly prepared: Measured<StepFigures>;
  readonly size: StoredSize;
  readonly views: readonly Measured<ViewFigures>[];
};

/** Imports the bills, prepares what first looks need and asks every view's questions, each view in a process of its own. */
export async function measureViews(input: Input): Promise<ViewsResult> {
  process.stderr.write("import\n");
  const imported = await runChild<StepFigures>("importViews", input);
  process.stderr.write("prepare\n");
  const prepared = await runChild<StepFigures>("prepareViews", input);
  const views: Measured<ViewFigures>[] = [];
  for (const { name } of VIEWS) {
    process.stderr.write(`${name}\n`);
    views.push(await runChild<ViewFigures>("askView", { ...input, name }));
  }
  return { imported, prepared, size: await storedSize(input.workspace), views };
}

export async function importViews({ data, workspace }: Input): Promise<StepFigures> {
  const { seconds, outcome } = await timedImport(workspace, data.directory);
  const rows = outcome.periods.reduce((sum, period) => sum + period.rows, 0);
  if (rows !== data.rows)
    throw new Error(`imported ${rows} rows of ${data.rows}: ${JSON.stringify(outcome.skipped)}`);
  return { seconds, cpuSeconds: cpuSeconds() };
}

/** What the background does after the import, with nothing beside it. */
export async function prepareViews({ workspace }: Input): Promise<StepFigures> {
  const opened = await openWorkspace(workspace, new Date());
  const start = performance.now();
  await prepareWorkspace({
    workspace: opened,
    signal: new AbortController().signal,
    report: () => undefined,
    turn: async () => undefined,
  });
  const seconds = (performance.now() - start) / 1_000;
  await opened.database.close();
  return { seconds, cpuSeconds: cpuSeconds() };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

export async function askView({ workspace, name }: Input & { readonly name: string }): Promise<ViewFigures> {
  const view = VIEWS.find((one) => one.name === name);
  if (view === undefined) throw new Error(`no such view: ${name}`);
  return withEngine(workspace, async (client) => {
    const firstMs = await timed(() => view.ask(client, 0));
    const times: number[] = [];
    const start = performance.now();
    const cpuBefore = process.cpuUsage();
    for (let run = 1; run <= WARM_RUNS && performance.now() - start < LONGEST_MS; run += 1)
      times.push(await timed(() => view.ask(client, run)));
    const cpu = process.cpuUsage(cpuBefore);
    return {
      name,
      answeredBy: view.answeredBy,
      firstMs,
      medianMs: median(times),
      p95Ms: percentile(times, 0.95),
      cpuMs: (cpu.user + cpu.system) / 1000 / times.length,
    };
  });
}

/** The engine as the window has it, at the other end of a port. */
async function withEngine<T>(workspace: string, work: (client: EngineClient) => Promise<T>): Promise<T> {
  let ids = 0;
  const reportBug = ({ error }: { readonly error: unknown }): never => {
    throw error;
  };
  const engine = createEngine({ now: () => new Date(), newId: () => `id-${(ids += 1)}`, reportBug });
  const { port1, port2 } = new MessageChannel();
  createServer(engine.router, reportBug).serve(port1);
  try {
    const client = createEngineClient(port2);
    await client.workspace.open({ directory: workspace });
    return await work(client);
  } finally {
    await engine.close();
    port2.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
