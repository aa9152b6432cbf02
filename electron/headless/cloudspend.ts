import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { printerOf } from "./printer.ts";
import { run } from "./run.ts";

/** The `cloudspend` command: joins `run` to this process. */
const abort = new AbortController();
process.once("SIGINT", () => abort.abort());
process.once("SIGTERM", () => abort.abort());
// Whoever reads the output may stop early, as `head` does.
process.stdout.on("error", () => process.exit(1));

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isInteractive: process.stderr.isTTY,
  columns: process.stderr.columns ?? 80,
  signal: abort.signal,
  now: () => new Date(),
  wait: (ms) => setTimeout(ms),
  directory: process.cwd(),
  // The console's bundle lies beside this one.
  consoleProgram: fileURLToPath(new URL("console.js", import.meta.url)),
  printPdf: printerOf(process.env),
});
