import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "#core/result/failure.ts";
import type { SampleMessage } from "./sample-thread.ts";
import { writeSampleHere, type SampleRequest } from "./sample-writer.ts";

/** The thread the sample is written in. */
const say = (message: SampleMessage): void => parentPort?.postMessage(message);
const listener = {
  onProgress: (progress: Extract<SampleMessage, { kind: "progress" }>["progress"]) =>
    say({ kind: "progress", progress }),
  onMonth: (paths: readonly string[]) => say({ kind: "month", paths }),
};

try {
  // Whoever wants it to stop ends the thread.
  await writeSampleHere(workerData as SampleRequest, listener, new AbortController().signal);
  say({ kind: "done" });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  say({ kind: "failed", failure: error.failure });
}
