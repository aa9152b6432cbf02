import { fail } from "#core/result/failure.ts";
import type { LookAtWorkspace } from "../host/comparison.ts";
import { createEngineClient } from "../transport/client.ts";
import { connectTo, forkEngine, type EngineProcess } from "./engine-process.ts";

/** Reads another workspace in an engine process of its own, which ends when all is read. */
export function lookAtWorkspace(options: EngineProcess): LookAtWorkspace {
  return async (directory, work, signal) => {
    const child = forkEngine(options);
    const stop = (): void => void child.kill();
    const ended = new Promise<never>((_, reject) => {
      child.once("exit", () => {
        try {
          fail(signal?.aborted === true ? "cancelled" : "engine.crashed", {});
        } catch (error) {
          reject(error);
        }
      });
    });
    ended.catch(() => undefined);
    signal?.addEventListener("abort", stop, { once: true });
    try {
      const client = createEngineClient(connectTo(child));
      return await Promise.race([client.workspace.look({ directory }).then(() => work(client)), ended]);
    } finally {
      signal?.removeEventListener("abort", stop);
      stop();
    }
  };
}
