import { availableParallelism } from "node:os";
import { printMarkdown } from "../markdown.ts";
import { ALONE, type MonthFigures, type ScaleFigures } from "./measure.ts";

/** Two measurements of the same differ by as much. */
const NOISE = 0.1;
/** Most memory of an engine, in MB. */
const TARGET_MB = 1_024;
/** Most milliseconds of a view that roll-ups answer, 19 times of 20. */
const TARGET_MS = 150;

/** Prints workspaces of growing size beside each other, and one JSON line for machines. */
export function reportScale(sizes: readonly ScaleFigures[]): void {
  const each = (figure: (size: ScaleFigures) => string): readonly string[] => sizes.map(figure);
  console.log(`${sizes[0]?.months.length ?? 0} billing periods, ${availableParallelism()} cores.\n`);
  printMarkdown([
    ["Measure", ...each(({ rows }) => `${rows.toLocaleString("en-US")} line items`), "Target"],
    ["Import, line items a second", ...each(({ months }) => rate(months)), "reported"],
    ["Import, processor time a line item", ...each(({ months }) => perRow(months)), ""],
    ["the same against the smallest", ...sizes.map((size) => growth(size, sizes[0])), "not more"],
    ["Peak memory of the import", ...each(({ peakMb }) => `${peakMb.toFixed(0)} MB`), `${TARGET_MB} MB`],
    ["Stored size", ...each(({ bytes }) => `${(bytes / 1e6).toFixed(0)} MB`), "reported"],
    ["Stored bytes a line item", ...each(({ bytes, rows }) => (bytes / rows).toFixed(1)), "not more"],
    ...ALONE.map((loaded) => [
      `A month with ${loaded} loaded, a line item`,
      ...each(({ months }) => perRow(months.filter((month) => month.loaded === loaded))),
      loaded === 0 ? "" : `within ${NOISE * 100} % of none`,
    ]),
    ["Roll-up views, slowest median", ...each((size) => slowest(size, "medianMs")), ""],
    ["Roll-up views, slowest 95th percentile", ...each((size) => slowest(size, "p95Ms")), `${TARGET_MS} ms`],
    ["Memory of a view", ...each(memoryOfViews), "reported"],
  ]);
  console.log("\n95th percentile of every view that roll-ups answer:\n");
  const names = sizes[0]?.views.map(({ name }) => name) ?? [];
  printMarkdown([
    ["View", ...each(({ rows }) => `${rows.toLocaleString("en-US")} line items`)],
    ...names.map((name) => [
      name,
      ...each(({ views }) => `${views.find((view) => view.name === name)?.p95Ms.toFixed(0) ?? ""} ms`),
    ]),
  ]);
  console.log(`\n${JSON.stringify(sizes)}`);
}

function rate(months: readonly MonthFigures[]): string {
  return Math.round(sumOf(months, "rows") / sumOf(months, "seconds")).toLocaleString("en-US");
}

function perRow(months: readonly MonthFigures[]): string {
  return `${microseconds(months).toFixed(1)} µs`;
}

function growth(size: ScaleFigures, smallest = size): string {
  return `${(microseconds(size.months) / microseconds(smallest.months)).toFixed(2)} x`;
}

function microseconds(months: readonly MonthFigures[]): number {
  return (sumOf(months, "cpuSeconds") * 1_000_000) / sumOf(months, "rows");
}

function sumOf(months: readonly MonthFigures[], figure: "rows" | "seconds" | "cpuSeconds"): number {
  return months.reduce((sum, month) => sum + month[figure], 0);
}

function slowest({ views }: ScaleFigures, figure: "medianMs" | "p95Ms"): string {
  return `${Math.max(...views.map((view) => view[figure])).toFixed(0)} ms`;
}

function memoryOfViews({ views }: ScaleFigures): string {
  return `${Math.max(...views.map(({ peakMb }) => peakMb)).toFixed(0)} MB`;
}
