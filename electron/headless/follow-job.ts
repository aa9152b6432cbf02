import type { JobId, JobState } from "#core/job/job.ts";
import { AppError, failure } from "#core/result/failure.ts";
import type { EngineClient } from "../transport/client.ts";
import { createProgressBar } from "./progress-bar.ts";
import type { Terminal } from "./terminal.ts";

/** Watches a job to its end with a progress bar and gives its result; Ctrl+C cancels it and waits until it is undone. */
export async function followJob(client: EngineClient, id: JobId, terminal: Terminal): Promise<unknown> {
  // A job that has just ended cannot be cancelled any more, and need not be.
  const cancel = (): void => void client.jobs.cancel({ id }).catch(() => undefined);
  terminal.signal.addEventListener("abort", cancel, { once: true });
  if (terminal.signal.aborted) cancel();
  const bar = createProgressBar(terminal);
  try {
    for await (const snapshot of await client.jobs.watch()) {
      if (snapshot.id !== id) continue;
      if (snapshot.state.kind === "running") bar.show(snapshot.state.progress);
      if (isEnded(snapshot.state)) return resultOf(snapshot.state);
    }
    throw new AppError(failure("engine.crashed", {}));
  } finally {
    bar.clear();
    terminal.signal.removeEventListener("abort", cancel);
  }
}

function isEnded({ kind }: JobState): boolean {
  return kind === "succeeded" || kind === "failed" || kind === "cancelled";
}

function resultOf(state: JobState): unknown {
  if (state.kind === "succeeded") return state.result;
  throw new AppError(state.kind === "failed" ? state.failure : failure("cancelled", {}));
}
