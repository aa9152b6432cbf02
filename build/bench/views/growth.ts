import { rm } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { importPaths } from "../../../electron/engine/ingest/import.ts";
import { removeDelivery } from "../../../electron/engine/catalogue/catalogue.ts";
import { type OpenWorkspace, openWorkspace } from "../../../electron/engine/workspace/open-workspace.ts";
import { runChild } from "../child.ts";
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

/** Imports the newest month again and again into workspaces of different age, in turn, every import in a process of its own. */
export async function measureGrowth(data: GrowthData, directory: string): Promise<readonly Growth[]> {
  await rm(directory, { recursive: true, force: true });
  const newest = data.months.at(-1) ?? [];
  const folder = (loaded: number): string => join(directory, `${loaded}`);
  for (const loaded of LOADED) {
    const months = data.months.slice(0, loaded);
    await runChild("loadMonths", { months, workspace: folder(loaded) } satisfies Loading);
  }
  const figures = new Map<number, Grown[]>(LOADED.map((loaded) => [loaded, []]));
  for (let run = 0; run < RUNS; run += 1)
    for (const [loaded, runs] of figures)
      runs.push(
        await runChild<Grown>("importOneMore", {
          month: newest,
          workspace: folder(loaded),
        } satisfies OneMore),
      );
  return [...figures].map(([loaded, runs]) => ({
    loaded,
    wallUs: median(runs.map(({ wallUs }) => wallUs)),
    cpuUs: median(runs.map(({ cpuUs }) => cpuUs)),
  }));
}

type Loading = { readonly months: readonly (readonly string[])[]; readonly workspace: string };
type OneMore = { readonly month: readonly string[]; readonly workspace: string };
type Grown = Omit<Growth, "loaded">;

export async function loadMonths({ months, workspace }: Loading): Promise<{ readonly months: number }> {
  const opened = await openWorkspace(workspace, new Date());
  for (const month of months) await importMonth(opened, month);
  await opened.database.close();
  return { months: months.length };
}

/** Imports a month, tells what a line item took, and takes the month out again. */
export async function importOneMore({ month, workspace }: OneMore): Promise<Grown> {
  const opened = await openWorkspace(workspace, new Date());
  const start = performance.now();
  const before = process.cpuUsage();
  const { rows, ids } = await importMonth(opened, month);
  const { user, system } = process.cpuUsage(before);
  const wallUs = ((performance.now() - start) * 1_000) / rows;
  for (const id of ids) await removeDelivery(opened, id);
  await opened.database.close();
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
