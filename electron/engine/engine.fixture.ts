import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import type { JobId, JobSnapshot } from "#core/job/job.ts";
import { createEngineClient, type EngineClient } from "../transport/client.ts";
import { createServer, type ReportBug } from "../transport/serve.ts";
import { createEngine, type EngineOptions } from "./engine.ts";

/** A real engine behind real ports, with a folder of its own. Closing it fails when it reported a bug. */
export type TestEngine = {
  /** An empty folder that is removed in the end. */
  readonly folder: string;
  connect(): EngineClient;
  close(): Promise<void>;
};

export async function startEngine(options: Pick<EngineOptions, "prepares"> = {}): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), "cloudspend-engine-"));
  const bugs: unknown[] = [];
  const ports: MessagePortLike[] = [];
  let ids = 0;
  const reportBug: ReportBug = (bug) => bugs.push(bug.error);
  const engine = createEngine({
    now: () => new Date(),
    newId: () => `id-${(ids += 1)}`,
    reportBug,
    checkAnswers: true,
    ...options,
  });
  const server = createServer(engine.router, reportBug);
  return {
    folder,
    connect() {
      const { port1, port2 } = new MessageChannel();
      ports.push(port2);
      server.serve(port1);
      return createEngineClient(port2);
    },
    async close() {
      await engine.close();
      for (const port of ports) port.close();
      await rm(folder, { recursive: true, force: true });
      if (bugs.length > 0) throw new AggregateError(bugs, "the engine reported bugs");
    },
  };
}

type MessagePortLike = { close(): void };

/** All states of one job as a watcher sees them, up to its end. */
export async function statesOf(client: EngineClient, id: JobId): Promise<readonly JobSnapshot[]> {
  const seen: JobSnapshot[] = [];
  for await (const snapshot of await client.jobs.watch()) {
    if (snapshot.id !== id) continue;
    seen.push(snapshot);
    if (!["queued", "running"].includes(snapshot.state.kind)) break;
  }
  return seen;
}

/** The result of a job that must succeed. */
export async function resultOf(client: EngineClient, id: JobId): Promise<unknown> {
  const state = (await statesOf(client, id)).at(-1)?.state;
  if (state?.kind !== "succeeded") throw new Error(`the job did not succeed: ${JSON.stringify(state)}`);
  return state.result;
}
