import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { benchData } from "./data.ts";
import { importBaseline, importOurs, workspaceFolder, type ImportFigures } from "./imports.ts";
import { askBaseline, askOurs, type AnswerFigures } from "./questions.ts";
import { measurePalette } from "./palette.ts";
import { report, reportSync, type BenchResult } from "./report.ts";
import { askPublished, findAll, measureFindings } from "./findings/measure.ts";
import { reportFindings } from "./findings/report.ts";
import { loadScaleMonths, measureScale, type ScaleFigures } from "./scale/measure.ts";
import { reportScale } from "./scale/report.ts";
import { writeScaleMonths } from "./scale/writer.ts";
import { growthData, viewsData } from "./views/data.ts";
import { importOneMore, loadMonths, measureGrowth } from "./views/growth.ts";
import { askView, importViews, measureViews, prepareViews } from "./views/measure.ts";
import { reportViews } from "./views/report.ts";
import { soak } from "./soak.ts";
import { storedSize } from "./sizes.ts";
import { measureLargeStart, measureStart } from "./start-up.ts";
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
  importViews,
  prepareViews,
  loadMonths,
  importOneMore,
  askView,
  findAll,
  askPublished,
  writeScaleMonths,
  loadScaleMonths,
};

const { values: options } = parseArgs({
  options: {
    rows: { type: "string" },
    runs: { type: "string", default: "3" },
    seed: { type: "string", default: "7" },
    task: { type: "string" },
    input: { type: "string" },
    app: { type: "string" },
    /** `sync`, `views`, `findings`, `palette` or `scale` measures that alone; `soak` asks and restates for `hours`. */
    part: { type: "string" },
    hours: { type: "string", default: "1" },
    /** `scale` writes each month while the one before is imported: it ends sooner, and elapsed times say less. */
    ahead: { type: "boolean", default: false },
  },
});

const ROOT = resolve(".cache/bench");
const ROWS = Number(options.rows ?? 1_000_000);
const VIEWS_ROWS = Number(options.rows ?? 10_000_000);
const SEED = Number(options.seed);
const SOAK_ROWS = 60_000;
/** Line items of three years; `--rows` names others, divided by commas. */
const SCALE_ROWS: readonly number[] = [1_000_000, 10_000_000, 100_000_000];
/** A month of 100 MB where the import's is of 63. */
const SYNC_ROWS = 1.6;
/** Three years in which a month has 55,000 line items where the views have 10,000,000. */
const GROWTH_ROWS = 0.2;

async function main(): Promise<void> {
  if (options.task !== undefined) return runTask(options.task, options.input ?? "{}");
  await mkdir(ROOT, { recursive: true });
  if (options.part === "soak") return soak(Number(options.hours), Number(options.rows ?? SOAK_ROWS));
  if (options.part === "sync") return reportSync(await syncFigures());
  if (options.part === "views") return views();
  if (options.part === "findings") return findings();
  if (options.part === "palette") return measurePalette(SEED);
  if (options.part === "scale") return scale();
  const data = await benchData(ROOT, { rows: ROWS, seed: SEED });
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
  const rows = Math.round(ROWS * SYNC_ROWS);
  return measureSync(ROOT, { runs: Number(options.runs), seed: SEED, rows });
}

async function views(): Promise<void> {
  const data = await viewsData(ROOT, { rows: VIEWS_ROWS, seed: SEED });
  const grown = await growthData(ROOT, { rows: Math.round(VIEWS_ROWS * GROWTH_ROWS), seed: SEED });
  const workspace = join(ROOT, "views-workspace");
  const result = await measureViews({ data, workspace });
  process.stderr.write("growth\n");
  const growth = await measureGrowth(grown, join(ROOT, "growth-workspace"));
  process.stderr.write("start\n");
  const start =
    options.app === undefined ? null : await measureLargeStart(ROOT, JSON.parse(options.app), workspace);
  reportViews(data, { ...result, growth, start });
}

async function findings(): Promise<void> {
  const data = await viewsData(ROOT, { rows: VIEWS_ROWS, seed: SEED });
  const workspace = join(ROOT, "views-workspace");
  reportFindings(await measureFindings(data, workspace, Number(options.runs)));
}

async function scale(): Promise<void> {
  const wanted = options.rows?.split(",").map(Number) ?? SCALE_ROWS;
  const sizes: ScaleFigures[] = [];
  for (const rows of wanted)
    sizes.push(await measureScale(ROOT, { rows, seed: SEED, writesAhead: options.ahead }));
  reportScale(sizes);
}

async function runTask(name: string, input: string): Promise<void> {
  const task = Object.entries(CHILD_TASKS).find(([key]) => key === name)?.[1];
  if (task === undefined) throw new Error(`no such task: ${name}`);
  const outcome = await task(JSON.parse(input));
  process.stdout.write(`${JSON.stringify({ ...outcome, peakMb: process.resourceUsage().maxRSS / 1024 })}\n`);
}

await main();
