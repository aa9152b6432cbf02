import type { BenchData } from "./data.ts";
import type { Measured } from "./child.ts";
import { median } from "./median.ts";
import { printTable } from "./print-table.ts";
import type { ImportFigures } from "./imports.ts";
import type { AnswerFigures } from "./questions.ts";
import type { StoredSize } from "./sizes.ts";
import type { SyncFigures } from "./sync.ts";
import type { StartFigures } from "./start-up.ts";

export type BenchResult = {
  readonly data: BenchData;
  readonly imports: readonly {
    readonly baseline: Measured<ImportFigures>;
    readonly ours: Measured<ImportFigures>;
  }[];
  readonly questions: { readonly baseline: Measured<AnswerFigures>; readonly ours: Measured<AnswerFigures> };
  readonly size: StoredSize;
  readonly sync: SyncFigures;
  readonly start: StartFigures | null;
};

type Line = {
  readonly name: string;
  readonly ours: string;
  readonly baseline: string;
  readonly value: number;
  readonly target: number;
  readonly unit: string;
};

/** Prints the table for people on stderr's side of things and one JSON line for machines, both on stdout. */
export function report(result: BenchResult): void {
  const lines = [
    ...importLines(result),
    ...questionLines(result),
    sizeLine(result),
    ...syncLines(result.sync),
  ];
  printLines(lines);
  if (result.start !== null) {
    console.log("\nprocess start to rendered Overview of the sample workspace (reported, no target)");
    printTable(Object.entries(result.start).map(([part, ms]) => [part, `${ms} ms`]));
  }
  const { rows, gzipBytes } = result.data;
  console.log(`\n${JSON.stringify({ rows, gzipBytes, ...figuresOf(lines), start: result.start })}`);
}

/** The same of the sync alone. */
export function reportSync(sync: SyncFigures): void {
  const lines = syncLines(sync);
  printLines(lines);
  console.log(`\n${JSON.stringify({ ...figuresOf(lines), runs: sync.fresh })}`);
}

function printLines(lines: readonly Line[]): void {
  const table = lines.map((line) => [
    line.name,
    line.ours,
    line.baseline,
    `${line.value.toFixed(2)}${line.unit}`,
    `<= ${line.target}${line.unit}`,
    line.value <= line.target ? "met" : "missed",
  ]);
  printTable([["measure", "ours", "baseline", "result", "target", ""], ...table]);
}

function figuresOf(lines: readonly Line[]): Readonly<Record<string, number>> {
  return Object.fromEntries(lines.map((line) => [line.name, Number(line.value.toFixed(3))]));
}

function importLines({ imports, data }: BenchResult): readonly Line[] {
  const ratios = imports.map(({ ours, baseline }) => ours.seconds / baseline.seconds);
  const seconds = (side: "ours" | "baseline") =>
    `${median(imports.map((run) => run[side].seconds)).toFixed(2)} s`;
  const peak = (side: "ours" | "baseline") => Math.max(...imports.map((run) => run[side].peakMb));
  const wrong = imports.find(({ ours }) => ours.rows !== data.rows);
  if (wrong !== undefined) throw new Error(`imported ${wrong.ours.rows} rows, the files hold ${data.rows}`);
  return [
    {
      name: "import time, ratio (median of pairs)",
      ours: seconds("ours"),
      baseline: seconds("baseline"),
      value: median(ratios),
      target: 0.8,
      unit: "x",
    },
    {
      name: "import peak memory",
      ours: `${peak("ours").toFixed(0)} MB`,
      baseline: `${peak("baseline").toFixed(0)} MB`,
      value: peak("ours") / 1000,
      target: 1.1,
      unit: " GB",
    },
  ];
}

function questionLines({ questions }: BenchResult): readonly Line[] {
  const targets: readonly (readonly [keyof AnswerFigures, string, number])[] = [
    ["overviewMs", "Overview's queries, warm, ratio", 0.5],
    ["topResourcesMs", "top 50 resources, ratio", 1],
    ["lineItemPageMs", "line-item page, ratio", 1],
  ];
  return targets.map(([key, name, target]) => ({
    name,
    ours: `${questions.ours[key].toFixed(1)} ms`,
    baseline: `${questions.baseline[key].toFixed(1)} ms`,
    value: questions.ours[key] / questions.baseline[key],
    target,
    unit: "x",
  }));
}

function sizeLine({ size, data }: BenchResult): Line {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  return {
    name: "stored size / gzip files",
    ours: megabytes(size.totalBytes),
    baseline: megabytes(data.gzipBytes),
    value: size.totalBytes / data.gzipBytes,
    target: 0.8,
    unit: "x",
  };
}

/** The baseline of a fresh sync is the slower of its two halves, each done alone. */
function syncLines({ fresh, unchanged }: SyncFigures): readonly Line[] {
  const alone = fresh.map((run) => Math.max(run.downloadSeconds, run.importSeconds));
  return [
    {
      name: "sync of a fresh month, ratio (median of runs)",
      ours: `${median(fresh.map((run) => run.syncSeconds)).toFixed(2)} s`,
      baseline: `${median(alone).toFixed(2)} s`,
      value: median(fresh.map((run, index) => run.syncSeconds / (alone[index] ?? 0))),
      target: 1.15,
      unit: "x",
    },
    {
      name: "sync without news, requests per billing period",
      ours: `${unchanged.requests}`,
      baseline: `${unchanged.periods} periods`,
      value: unchanged.requests / unchanged.periods,
      target: 2,
      unit: "",
    },
    {
      name: "sync without news, 24 billing periods",
      ours: `${unchanged.seconds.toFixed(2)} s`,
      baseline: "",
      value: unchanged.seconds,
      target: 1,
      unit: " s",
    },
  ];
}
