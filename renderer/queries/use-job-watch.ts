import { onScopeDispose, watch } from "vue";
import { changesData, type JobSnapshot } from "#core/job/job.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useJobsStore } from "../stores/jobs.ts";
import { useInvalidateEngine } from "./use-workspace-facts.ts";

const RETRY_MS = 1_000;

/**
 * Mirrors the engine's jobs for as long as the caller lives, marks answers as old when a job changed the data, and
 * tells of every job that ends while it watches.
 */
export function useJobWatch(onEnd: (job: JobSnapshot) => void): void {
  const { engine } = useBackend();
  const jobs = useJobsStore();
  const invalidate = useInvalidateEngine();
  let watching = new AbortController();

  watch(
    () => jobs.generation,
    () => {
      watching.abort();
      watching = new AbortController();
      void keepListening(watching.signal);
    },
    { immediate: true },
  );
  onScopeDispose(() => watching.abort());

  async function keepListening(signal: AbortSignal): Promise<void> {
    await listen(signal).catch(() => undefined);
    if (!signal.aborted) setTimeout(() => signal.aborted || void keepListening(signal), RETRY_MS);
  }

  async function listen(signal: AbortSignal): Promise<void> {
    const known = new Set((await engine.jobs.list(undefined, { signal })).map(({ id }) => id));
    for await (const snapshot of await engine.jobs.watch(undefined, { signal })) {
      const hasEnded = jobs.put(snapshot);
      if (!hasEnded) known.delete(snapshot.id);
      if (!hasEnded || known.has(snapshot.id)) continue;
      const renewed = changesData(snapshot.job) ? invalidate() : Promise.resolve();
      // That a workspace is whole again is told when no screen says otherwise any more.
      if (snapshot.job === "repair") void renewed.then(() => onEnd(snapshot));
      else onEnd(snapshot);
    }
  }
}
