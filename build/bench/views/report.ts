import { availableParallelism } from "node:os";
import { printMarkdown } from "../markdown.ts";
import type { LargeStart } from "../start-up.ts";
import type { ViewsData } from "./data.ts";
import type { Growth } from "./growth.ts";
import type { ViewFigures, ViewsResult } from "./measure.ts";
import type { Store } from "./questions.ts";

/** Most milliseconds of a view that sums answer, 19 times of 20. */
const TARGET_MS = 150;
/** Most that the Overview of a large workspace may take of the sample's. */
const TARGET_START = 1.5;
/** Most memory of the import, in MB. */
const TARGET_MB = 1_228;
/** Two imports of the same month differ by as much. */
const NOISE = 0.1;

const STORES: Readonly<Record<Store, string>> = {
  sums: "sums",
  keptSums: "sums kept for it",
  allSeries: "sums, every series",
  lineItems: "line items",
};

export type ViewsReport = ViewsResult & {
  readonly growth: readonly Growth[];
  readonly start: LargeStart | null;
};

/** Prints the tables of `build/docs/benchmark.md` as they stand there, and one JSON line for machines. */
export function reportViews({ rows }: ViewsData, result: ViewsReport): void {
  const count = rows.toLocaleString("en-US");
  console.log(`${count} line items of thirteen months, ${availableParallelism()} cores.\n`);
  printMarkdown([
    [
      "View",
      "Answered by",
      "First look",
      "Median",
      "95th percentile",
      "Processor time",
      `At most ${TARGET_MS} ms`,
    ],
    ...result.views.map((view) => [
      view.name,
      STORES[view.answeredBy],
      ms(view.firstMs),
      ms(view.medianMs),
      ms(view.p95Ms),
      ms(view.cpuMs),
      verdictOf(view),
    ]),
  ]);
  console.log("");
  printMarkdown([["Measure", "Value", "Target", ""], ...measures(rows, result)]);
  console.log(`\n${JSON.stringify({ rows, ...figuresOf(result) })}`);
}

function measures(
  rows: number,
  { imported, prepared, size, views, growth, start }: ViewsReport,
): readonly (readonly string[])[] {
  const perRow = (seconds: number): string => `${((seconds * 1_000_000) / rows).toFixed(1)} µs a line item`;
  const peak = views.reduce((most, { peakMb }) => Math.max(most, peakMb), 0);
  const [first] = growth;
  const base = first?.cpuUs ?? Number.NaN;
  return [
    [
      "Import",
      `${seconds(imported.seconds)}, ${perRow(imported.cpuSeconds)} of processor time`,
      "reported",
      "",
    ],
    [
      "Peak memory of the import",
      `${imported.peakMb.toFixed(0)} MB`,
      `at most ${TARGET_MB} MB`,
      verdict(imported.peakMb <= TARGET_MB),
    ],
    [
      "Preparation in the background",
      `${seconds(prepared.seconds)}, ${perRow(prepared.cpuSeconds)} of processor time, peak ${prepared.peakMb.toFixed(0)} MB`,
      "reported",
      "",
    ],
    ["Peak memory of a view", `${peak.toFixed(0)} MB`, "reported", ""],
    ["Stored size", `${(size.totalBytes / 1e6).toFixed(0)} MB`, "reported", ""],
    ...growth.map(({ loaded, wallUs, cpuUs }) => [
      `Import of a month with ${loaded} loaded`,
      `${cpuUs.toFixed(1)} µs of processor time a line item, ${wallUs.toFixed(1)} µs in all`,
      loaded === 0 ? "" : `within ${NOISE * 100} % of none loaded`,
      loaded === 0 ? "" : `${percent(cpuUs / base - 1)}, ${verdict(cpuUs <= base * (1 + NOISE))}`,
    ]),
    ...(start === null
      ? []
      : [
          [
            "Start to a rendered Overview",
            `${(start.largeMs / 1_000).toFixed(2)} s, the sample's ${(start.sampleMs / 1_000).toFixed(2)} s`,
            `at most ${TARGET_START} x the sample's`,
            `${(start.largeMs / start.sampleMs).toFixed(2)} x, ${verdict(start.largeMs <= TARGET_START * start.sampleMs)}`,
          ],
        ]),
  ];
}

function figuresOf({ imported, prepared, size, views, growth, start }: ViewsReport) {
  const p95 = views.map(({ name, p95Ms }) => [name, Number(p95Ms.toFixed(1))]);
  return { imported, prepared, bytes: size.totalBytes, p95Ms: Object.fromEntries(p95), growth, start };
}

function verdictOf({ answeredBy, p95Ms }: ViewFigures): string {
  return answeredBy === "sums" || answeredBy === "keptSums" ? verdict(p95Ms <= TARGET_MS) : "reported";
}

function verdict(isMet: boolean): string {
  return isMet ? "met" : "missed";
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

function seconds(value: number): string {
  return `${value.toFixed(0)} s`;
}

function percent(share: number): string {
  return `${share < 0 ? "-" : "+"}${Math.abs(share * 100).toFixed(1)} %`;
}
