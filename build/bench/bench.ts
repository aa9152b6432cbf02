import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { benchData } from "./data.ts";
import { importBaseline, importOurs, workspaceFolder, type ImportFigures } from "./imports.ts";
import { askBaseline, askOurs, type AnswerFigures } from "./questions.ts";
import { report, reportSync, type BenchResult } from "./report.ts";
import { storedSize } from "./sizes.ts";
import { measureStart } from "./start-up.ts";
import { runChild } from "./child.ts";
import {
  downloadAlone,
  importAlone,
  measureSync,
  serveAws,
  syncFresh,
  syncUnchanged,
  type SyncFigures,
} from "./sync.ts";

/** Work of one child process, so that peak memory is that of the measured step alone. */
const CHILD_TASKS = {
  importBaseline,
  importOurs,
  askBaseline,
  askOurs,
  serveAws,
  downloadAlone,
  importAlone,
  syncFresh,
  syncUnchanged,
};

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    runs: { type: "string", default: "3" },
    seed: { type: "string", default: "7" },
    task: { type: "string" },
    input: { type: "string" },
    app: { type: "string" },
    /** `sync` measures that alone. */
    part: { type: "string" },
  },
});

const ROOT = resolve(".cache/bench");
/** A month of 100 MB where the import's is of 63. */
const SYNC_ROWS = 1.6;

async function main(): Promise<void> {
  if (options.task !== undefined) return runTask(options.task, options.input ?? "{}");
  await mkdir(ROOT, { recursive: true });
  if (options.part === "sync") return reportSync(await syncFigures());
  const data = await benchData(ROOT, { rows: Number(options.rows), seed: Number(options.seed) });
  const runs = Number(options.runs);
  const imports: BenchResult["imports"][number][] = [];
  for (let run = 1; run <= runs; run += 1) {
    process.stderr.write(`import, run ${run} of ${runs}\n`);
    const baseline = await runChild<ImportFigures>("importBaseline", { data, directory: ROOT });
    const ours = await runChild<ImportFigures>("importOurs", { data, directory: ROOT });
    imports.push({ baseline, ours });
  }
  process.stderr.write("questions\n");
  const questions = {
    baseline: await runChild<AnswerFigures>("askBaseline", { data, directory: ROOT }),
    ours: await runChild<AnswerFigures>("askOurs", { data, directory: ROOT }),
  };
  const result: BenchResult = {
    data,
    imports,
    questions,
    size: await storedSize(workspaceFolder(ROOT)),
    sync: await syncFigures(),
    start: options.app === undefined ? null : await measureStart(ROOT, JSON.parse(options.app)),
  };
  report(result);
}

function syncFigures(): Promise<SyncFigures> {
  const rows = Math.round(Number(options.rows) * SYNC_ROWS);
  return measureSync(ROOT, { runs: Number(options.runs), seed: Number(options.seed), rows });
}

async function runTask(name: string, input: string): Promise<void> {
  const task = Object.entries(CHILD_TASKS).find(([key]) => key === name)?.[1];
  if (task === undefined) throw new Error(`no such task: ${name}`);
  const outcome = await task(JSON.parse(input));
  process.stdout.write(`${JSON.stringify({ ...outcome, peakMb: process.resourceUsage().maxRSS / 1024 })}\n`);
}

await main();
