import { printTable } from "../print-table.ts";
import type { ViewsData } from "./data.ts";
import type { ViewFigures } from "./measure.ts";

/** Most milliseconds of a view that sums answer, 19 times of 20. */
const TARGET_MS = 150;

/** Prints every view's times and one JSON line for machines. */
export function reportViews({ rows }: ViewsData, views: readonly ViewFigures[]): void {
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const verdict = ({ answeredBy, p95Ms }: ViewFigures) =>
    answeredBy === "lineItems" ? "" : p95Ms <= TARGET_MS ? "met" : "missed";
  printTable([
    ["view, warm", "first", "median", "p95", "processor", "target", ""],
    ...views.map((view) => [
      view.name,
      ms(view.firstMs),
      ms(view.medianMs),
      ms(view.p95Ms),
      ms(view.cpuMs),
      view.answeredBy === "sums" ? `<= ${TARGET_MS} ms` : "reported",
      verdict(view),
    ]),
  ]);
  const figures = views.map(({ name, p95Ms }) => [name, Number(p95Ms.toFixed(1))]);
  console.log(`\n${JSON.stringify({ rows, p95Ms: Object.fromEntries(figures) })}`);
}
