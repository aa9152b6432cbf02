import { Worker } from "node:worker_threads";
import { AppError, type Failure } from "#core/result/failure.ts";
import type { SampleProgress } from "./write-sample.ts";
import type { SampleWriter } from "./sample-writer.ts";

/** What the thread says. */
export type SampleMessage =
  | { readonly kind: "progress"; readonly progress: SampleProgress }
  | { readonly kind: "month"; readonly paths: readonly string[] }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly failure: Failure };

/** Writes in a thread of its own, so that months are imported on another core while later ones are made. */
export function writeSampleInThread(entry: URL): SampleWriter {
  return (request, listener, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const worker = new Worker(entry, { workerData: request });
      const stop = (): void => end(() => reject(signal.reason));
      let hasEnded = false;
      const end = (settle: () => void): void => {
        if (hasEnded) return;
        hasEnded = true;
        signal.removeEventListener("abort", stop);
        void worker.terminate().then(settle);
      };
      signal.addEventListener("abort", stop, { once: true });
      worker.on("message", (message: SampleMessage) => {
        switch (message.kind) {
          case "progress":
            return listener.onProgress(message.progress);
          case "month":
            return listener.onMonth(message.paths);
          case "failed":
            return end(() => reject(new AppError(message.failure)));
          case "done":
            return end(resolve);
        }
      });
      worker.once("error", (error) => end(() => reject(error)));
      worker.once("exit", (code) => end(() => reject(new Error(`the sample's thread ended with ${code}`))));
    });
}
