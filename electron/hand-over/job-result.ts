import type { JobId } from "#core/job/job.ts";
import { AppError, failure } from "#core/result/failure.ts";
import type { EngineClient } from "../transport/client.ts";

/** Waits for a job of the engine and gives its result; its failure or its cancellation is thrown. */
export async function jobResult(engine: Pick<EngineClient, "jobs">, id: JobId): Promise<unknown> {
  const done = new AbortController();
  try {
    for await (const job of await engine.jobs.watch(undefined, { signal: done.signal })) {
      if (job.id !== id) continue;
      if (job.state.kind === "succeeded") return job.state.result;
      if (job.state.kind === "failed") throw new AppError(job.state.failure);
      if (job.state.kind === "cancelled") throw new AppError(failure("cancelled", {}));
    }
    throw new AppError(failure("engine.crashed", {}));
  } finally {
    done.abort();
  }
}
