import type { JobSnapshot } from "#core/job/job.ts";
import type { EngineClient } from "../transport/client.ts";

export type CostNewsParts = {
  readonly jobs: () => Pick<EngineClient["jobs"], "watch">;
  readonly wait: (ms: number) => Promise<void>;
};

const TELLING: ReadonlySet<string> = new Set(["import", "sync", "sample"]);
const LISTEN_AGAIN_MS = 5_000;

/** Calls back whenever a job has brought new costs; listens anew when the engine was replaced. */
export async function listenForCosts(
  { jobs, wait }: CostNewsParts,
  signal: AbortSignal,
  onCosts: () => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const running = new Set<string>();
      for await (const job of await jobs().watch(undefined, { signal }))
        if (hasEnded(job, running)) onCosts();
    } catch {
      // The engine went away; a new one is on its way.
    }
    if (!signal.aborted) await wait(LISTEN_AGAIN_MS);
  }
}

/** True when a job that was seen at work is done; those of before the listening began brought nothing new. */
function hasEnded({ id, job, state }: JobSnapshot, running: Set<string>): boolean {
  if (!TELLING.has(job)) return false;
  if (state.kind === "queued" || state.kind === "running") {
    running.add(id);
    return false;
  }
  return running.delete(id) && state.kind === "succeeded";
}
