import { onEngineClient } from "../transport/engine-clients.ts";
import { parentPort, processPort } from "../transport/process-port.ts";
import { createServer, type ReportBug } from "../transport/serve.ts";
import { createConsole } from "./console.ts";

/** Starts the SQL console in a process of its own: a utility process of the app, or a child of `cloudspend`. */
const reportBug: ReportBug = ({ procedure, correlationId, error }) =>
  log("console.bug", { procedure, correlationId, error: described(error) });

process.on("uncaughtException", fatal);
process.on("unhandledRejection", fatal);
// Whoever has started it is gone: so is the reason to run.
process.on("disconnect", () => process.exit(0));

const { serve } = createServer(
  createConsole(() => performance.now()),
  reportBug,
);
const parent = parentPort(process);
if (parent === null) serve(processPort(process));
else onEngineClient(parent, serve);

/** One JSON line on standard error, which main puts into its log. */
function log(event: string, fields: Readonly<Record<string, unknown>>): void {
  process.stderr.write(`${JSON.stringify({ level: "error", event, ...fields })}\n`);
}

function fatal(error: unknown): void {
  log("console.failed", { error: described(error) });
  process.exit(1);
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
