import { randomUUID } from "node:crypto";
import { MessageChannel } from "node:worker_threads";
import { createEngine } from "../engine/engine.ts";
import { createEngineClient, type EngineClient } from "../transport/client.ts";
import { createServer, type ReportBug } from "../transport/serve.ts";
import type { Terminal } from "./terminal.ts";

/** Runs work against an engine of its own, behind the same ports and checks the app uses; closes it whatever happens. */
export async function withEngine<T>(
  terminal: Terminal,
  work: (client: EngineClient) => Promise<T>,
): Promise<T> {
  const reportBug: ReportBug = ({ procedure, correlationId, error }) =>
    terminal.err(`${correlationId} ${procedure}: ${describe(error)}\n`);
  const engine = createEngine({ now: terminal.now, newId: () => randomUUID(), reportBug });
  const { port1, port2 } = new MessageChannel();
  createServer(engine.router, reportBug).serve(port1);
  try {
    return await work(createEngineClient(port2));
  } finally {
    await engine.close();
    port2.close();
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
