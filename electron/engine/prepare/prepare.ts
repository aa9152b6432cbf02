import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "#core/job/job.ts";
import { listDeliveries } from "../catalogue/catalogue.ts";
import { openDatabase } from "../duckdb/database.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { type KeptSum, missingSums } from "./kept-sums.ts";

/**
 * One thread, so that questions and imports keep the rest of the machine, and little memory: what does not fit is spilled.
 * With the workspace's own limit it stays below 1 GB.
 */
const BACKGROUND = { threads: 1, memoryLimitMb: 320 };

export type PrepareOptions = {
  readonly workspace: OpenWorkspace;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  /** Resolves when nothing more important is going on; asked before every file. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
};

/** Makes the sums that screens would else make at their first look, in a database engine of its own. Gives how many. */
export async function prepareWorkspace({
  workspace,
  signal,
  report,
  turn,
}: PrepareOptions): Promise<{ readonly files: number }> {
  const { directory } = workspace;
  const missing = await listMissing(workspace, signal);
  if (missing.length === 0) return { files: 0 };
  const folder = join(directory, "staging", randomUUID());
  await mkdir(folder, { recursive: true });
  try {
    const background = await openDatabase(join(folder, "prepare.duckdb"), BACKGROUND);
    try {
      let files = 0;
      for (const [at, { delivery, ensure }] of missing.entries()) {
        report(progressOf(missing, at));
        await turn(signal);
        // An import may have replaced it while others were made.
        if (!(await isHeld(workspace, delivery.id))) continue;
        try {
          await background.read((connection) => ensure(connection, directory), signal);
          files += 1;
        } catch (error) {
          if (signal.aborted || (await isHeld(workspace, delivery.id))) throw error;
        }
      }
      return { files };
    } finally {
      await background.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function listMissing({ database, directory }: OpenWorkspace, signal?: AbortSignal) {
  return database.read(
    async (connection) => missingSums(connection, directory, await listDeliveries(connection)),
    signal,
  );
}

async function isHeld({ database }: OpenWorkspace, id: string): Promise<boolean> {
  return (await database.read(listDeliveries)).some((delivery) => delivery.id === id);
}

/** By line items, since that is what takes the time. */
function progressOf(missing: readonly KeptSum[], at: number): Progress {
  const rowsOf = (sums: readonly KeptSum[]): number =>
    sums.reduce((rows, { delivery }) => rows + delivery.rows, 0);
  const next = missing[at];
  return {
    phase: "preparing",
    fraction: rowsOf(missing.slice(0, at)) / Math.max(1, rowsOf(missing)),
    doneBytes: 0,
    totalBytes: 0,
    rows: 0,
    remainingMs: null,
    subject: next === undefined ? null : `${next.of} of ${next.delivery.billingPeriod}`,
  };
}

/** Whether there is anything to make. */
export async function needsPreparation(workspace: OpenWorkspace): Promise<boolean> {
  return (await listMissing(workspace)).length > 0;
}
