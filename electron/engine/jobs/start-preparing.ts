import { setTimeout as pause } from "node:timers/promises";
import { changesData, type JobId } from "#core/job/job.ts";
import { needsPreparation, prepareWorkspace } from "../prepare/prepare.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import type { Jobs } from "./jobs.ts";

const LOOK_AGAIN_MS = 500;

/** Starts the job that makes what first looks would else wait for, in place of one that still runs. */
export type Preparer = (workspace: OpenWorkspace) => Promise<void>;

export function createPreparer(jobs: Jobs): Preparer {
  let latest: JobId | null = null;
  return async (workspace) => {
    if (!(await needsPreparation(workspace))) return;
    if (latest !== null && jobs.list().some(({ id }) => id === latest)) jobs.cancel(latest);
    latest = jobs.start({
      job: "prepare",
      title: "Preparing screens",
      writes: false,
      run: ({ signal, report }) =>
        prepareWorkspace({ workspace, signal, report, turn: (stop) => noImport(jobs, stop) }),
    });
  };
}

/** Prepares after every job that changed the data, until the signal. */
export async function prepareAfterJobs(
  jobs: Jobs,
  prepare: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for await (const { job, state } of jobs.watch(signal))
    if (changesData(job) && state.kind === "succeeded") await prepare();
}

/** An import has the machine to itself. */
async function noImport(jobs: Jobs, signal: AbortSignal): Promise<void> {
  const isImporting = (): boolean =>
    jobs
      .list()
      .some(({ job, state }) => changesData(job) && (state.kind === "running" || state.kind === "queued"));
  while (!signal.aborted && isImporting())
    await pause(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
}
