import { rm } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { importPaths } from "../../../electron/engine/ingest/import.ts";
import { removeDelivery } from "../../../electron/engine/catalogue/catalogue.ts";
import { type OpenWorkspace, openWorkspace } from "../../../electron/engine/workspace/open-workspace.ts";
import { median } from "../median.ts";
import type { GrowthData } from "./data.ts";

/** What one more month costs with so many months loaded. */
export type Growth = {
  readonly loaded: number;
  /** Microseconds of one line item. */
  readonly wallUs: number;
  /** The same in processor time, which does not depend on what else the machine does. */
  readonly cpuUs: number;
};

/** Months loaded before the newest one is imported. */
const LOADED = [0, 12, 35];
const RUNS = 5;

/** Imports the newest month again and again into a workspace that grows. */
export async function importGrowth({
  data,
  workspace,
}: {
  readonly data: GrowthData;
  readonly workspace: string;
}): Promise<{ readonly growth: readonly Growth[] }> {
  await rm(workspace, { recursive: true, force: true });
  const opened = await openWorkspace(workspace, new Date());
  const newest = data.months.at(-1) ?? [];
  // The first import of a process also reads the files into the machine's memory.
  await importOnce(opened, newest);
  const growth: Growth[] = [];
  let loaded = 0;
  for (const wanted of LOADED) {
    for (const month of data.months.slice(loaded, wanted)) await importMonth(opened, month);
    loaded = wanted;
    const runs: Awaited<ReturnType<typeof importOnce>>[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await importOnce(opened, newest));
    growth.push({
      loaded,
      wallUs: median(runs.map(({ wallUs }) => wallUs)),
      cpuUs: median(runs.map(({ cpuUs }) => cpuUs)),
    });
  }
  await opened.database.close();
  return { growth };
}

/** Imports a month, tells what a line item took, and takes the month out again. */
async function importOnce(opened: OpenWorkspace, paths: readonly string[]) {
  const start = performance.now();
  const before = process.cpuUsage();
  const { rows, ids } = await importMonth(opened, paths);
  const { user, system } = process.cpuUsage(before);
  const wallUs = ((performance.now() - start) * 1_000) / rows;
  for (const id of ids) await removeDelivery(opened, id);
  return { wallUs, cpuUs: (user + system) / rows };
}

async function importMonth(opened: OpenWorkspace, paths: readonly string[]) {
  const { periods, skipped } = await importPaths({ ...opened, paths, leaveOut: [], now: () => new Date() });
  if (periods.length === 0 || skipped.length > 0)
    throw new Error(`a month was not imported: ${JSON.stringify(skipped)}`);
  return {
    rows: periods.reduce((sum, period) => sum + period.rows, 0),
    ids: periods.map(({ deliveryId }) => deliveryId),
  };
}
