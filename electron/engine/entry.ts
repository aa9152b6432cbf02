import { randomUUID } from "node:crypto";
import { onEngineClient } from "../transport/engine-clients.ts";
import { parentPort } from "../transport/process-port.ts";
import { createServer, type ReportBug } from "../transport/serve.ts";
import { createEngine } from "./engine.ts";
import { writeSampleInThread } from "./sample/sample-thread.ts";

/** Starts the engine in a process of its own. The only file that knows it is a utility process: main hands it one port per client. */
const reportBug: ReportBug = ({ procedure, correlationId, error }) =>
  log("engine.bug", { procedure, correlationId, error: described(error) });

process.on("uncaughtException", fatal);
process.on("unhandledRejection", fatal);

const engine = createEngine({
  now: () => new Date(),
  newId: () => randomUUID(),
  reportBug,
  prepares: true,
  // The thread's bundle lies beside this one.
  writeSample: writeSampleInThread(new URL("sample-thread.js", import.meta.url)),
});
const { serve } = createServer(engine.router, reportBug);
const parent = parentPort(process);
if (parent === null) throw new Error("the engine needs a parent process to serve");
onEngineClient(parent, serve);

/** One JSON line on standard error, which main puts into its log. */
function log(event: string, fields: Readonly<Record<string, unknown>>): void {
  process.stderr.write(`${JSON.stringify({ level: "error", event, ...fields })}\n`);
}

/** State after an uncaught error is unknown: main starts a new engine. */
function fatal(error: unknown): void {
  log("engine.failed", { error: described(error) });
  process.exit(1);
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
