import { useBackend } from "../backend/use-backend.ts";
import { useJobsStore } from "../stores/jobs.ts";
import { useInvalidateEngine } from "./use-workspace-facts.ts";

const RETRY_MS = 1_000;

/** Mirrors the engine's jobs for as long as the page lives, and marks answers as old when a job changed the data. */
export function useJobWatch(): () => Promise<never> {
  const { engine } = useBackend();
  const jobs = useJobsStore();
  const invalidate = useInvalidateEngine();

  return async () => {
    for (;;) {
      await watch().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };

  async function watch(): Promise<void> {
    for await (const snapshot of await engine.jobs.watch()) {
      const hasEnded = jobs.put(snapshot);
      if (hasEnded && snapshot.job !== "export") void invalidate();
    }
  }
}
