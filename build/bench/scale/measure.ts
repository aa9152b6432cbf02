import { rm } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { BillingPeriod } from "#core/time/period.ts";
import { importPaths } from "../../../electron/engine/ingest/import.ts";
import { openWorkspace } from "../../../electron/engine/workspace/open-workspace.ts";
import { runChild, type Measured } from "../child.ts";
import { storedSize } from "../sizes.ts";
import type { ViewFigures } from "../views/measure.ts";
import { VIEWS } from "../views/questions.ts";
import { SCALE_PERIODS, type Scale, type WrittenMonth } from "./data.ts";
import { startWriter } from "./writer.ts";

/** What importing one month took. */
export type MonthFigures = {
  readonly period: BillingPeriod;
  /** Months that were there before. */
  readonly loaded: number;
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
};

/** What a workspace of so many line items took to make and takes to ask. */
export type ScaleFigures = {
  readonly rows: number;
  readonly months: readonly MonthFigures[];
  /** Of the process that imported most months one after the other. */
  readonly peakMb: number;
  readonly bytes: number;
  /** Of views that the roll-ups of the import answer. */
  readonly views: readonly Measured<ViewFigures>[];
};

/** Imports with so many months loaded have a process of their own, so that they can be held against each other. */
export const ALONE: readonly number[] = [0, 12, 35];

export type ScaleRun = Scale & {
  /** A month is written while the one before is imported. */
  readonly writesAhead: boolean;
};

type Loading = ScaleRun & { readonly from: number; readonly to: number; readonly folder: string };

/** Makes, imports and deletes one month after the other, then asks every view that roll-ups answer. */
export async function measureScale(root: string, scale: ScaleRun): Promise<ScaleFigures> {
  const folder = join(root, "scale");
  await rm(folder, { recursive: true, force: true });
  const months: MonthFigures[] = [];
  let peakMb = 0;
  for (const { from, to } of stretches()) {
    const loading: Loading = { ...scale, folder, from, to };
    const loaded = await runChild<Loaded>("loadScaleMonths", loading);
    months.push(...loaded.months);
    peakMb = Math.max(peakMb, loaded.peakMb);
  }
  const workspace = workspaceIn(folder);
  const { totalBytes: bytes } = await storedSize(workspace);
  const views: Measured<ViewFigures>[] = [];
  for (const { name } of VIEWS.filter(({ answeredBy }) => answeredBy === "sums")) {
    process.stderr.write(`${name}\n`);
    views.push(await runChild<ViewFigures>("askView", { workspace, name }));
  }
  await rm(folder, { recursive: true, force: true });
  return { rows: months.reduce((sum, month) => sum + month.rows, 0), months, peakMb, bytes, views };
}

/** Months that one process imports: those of `ALONE`, and what lies between them. */
function stretches(): readonly { readonly from: number; readonly to: number }[] {
  const bounds = new Set([...ALONE.flatMap((at) => [at, at + 1]), 0, SCALE_PERIODS.length]);
  const sorted = [...bounds].toSorted((a, b) => a - b);
  return sorted.slice(1).map((to, at) => ({ from: sorted[at] ?? 0, to }));
}

type Loaded = { readonly months: readonly MonthFigures[] };

/** Imports months in one process, each made by a writer right before and deleted right after. */
export async function loadScaleMonths({
  folder,
  from,
  to,
  rows,
  seed,
  writesAhead,
}: Loading): Promise<Loaded> {
  const opened = await openWorkspace(workspaceIn(folder), new Date());
  const writer = startWriter({ rows, seed });
  const directory = join(folder, "delivery");
  const periods = SCALE_PERIODS.slice(from, to);
  const write = async (at: number): Promise<WrittenMonth | null> => {
    const period = periods[at];
    return period === undefined ? null : writer.write({ period, directory });
  };
  const months: MonthFigures[] = [];
  let ahead = write(0);
  for (const [at, period] of periods.entries()) {
    const written = await ahead;
    if (written === null) break;
    if (writesAhead) ahead = write(at + 1);
    const took = await importMonth(opened, written);
    await rm(written.directory, { recursive: true, force: true });
    if (!writesAhead) ahead = write(at + 1);
    const month = { period, loaded: from + at, rows: written.rows, ...took };
    months.push(month);
    process.stderr.write(`${period}: ${month.rows} line items in ${took.seconds.toFixed(0)} s\n`);
  }
  writer.stop();
  await opened.database.close();
  return { months };
}

async function importMonth(
  opened: Awaited<ReturnType<typeof openWorkspace>>,
  { directory, rows, unblended }: WrittenMonth,
): Promise<Pick<MonthFigures, "seconds" | "cpuSeconds">> {
  const start = performance.now();
  const before = process.cpuUsage();
  const { periods, skipped } = await importPaths({
    ...opened,
    paths: [directory],
    leaveOut: [],
    now: () => new Date(),
  });
  const { user, system } = process.cpuUsage(before);
  const [period, ...others] = periods;
  if (period === undefined || others.length > 0 || period.rows !== rows || period.unblended !== unblended)
    throw new Error(
      `imported ${period?.rows} rows of ${rows}, ${period?.unblended} of ${unblended}: ${JSON.stringify(skipped)}`,
    );
  return { seconds: (performance.now() - start) / 1_000, cpuSeconds: (user + system) / 1_000_000 };
}

function workspaceIn(folder: string): string {
  return join(folder, "workspace");
}
