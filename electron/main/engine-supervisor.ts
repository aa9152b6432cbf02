import type { MessagePortMain, UtilityProcess } from "electron";
import { fail } from "#core/result/failure.ts";
import { createEngineClient, type EngineClient } from "../transport/client.ts";
import { connectTo, forkEngine, type EngineProcess } from "./engine-process.ts";

export type EngineSupervisor = {
  /** Main's own way to the engine. */
  client(): EngineClient;
  /** The far end of a new connection to the engine, for the page. */
  connect(): MessagePortMain;
  stop(): Promise<void>;
};

type Options = EngineProcess & {
  /** A new engine runs in place of one that ended by itself. */
  readonly onRestarted: () => void;
  /** It ended again within a minute and is left alone. */
  readonly onFailed: () => void;
};

type Engine = { readonly child: UtilityProcess; readonly client: EngineClient };

const RESTART_INTERVAL_MS = 60_000;
const CLOSE_TIMEOUT_MS = 5_000;
const END_TIMEOUT_MS = 2_000;

/** Runs the engine process and starts a new one when it ends by itself, once a minute at most. */
export function startEngine(options: Options): EngineSupervisor {
  const { log } = options;
  let engine: Engine | null = null;
  let stopping = false;
  let lastEndMs = -RESTART_INTERVAL_MS;

  const start = (): Engine => {
    const child = forkEngine(options);
    child.once("spawn", () => log.info("engine.started", { pid: child.pid }));
    child.once("exit", (code) => onExit(code));
    return { child, client: createEngineClient(connectTo(child)) };
  };
  const onExit = (code: number): void => {
    engine = null;
    if (stopping) return;
    log.error("engine.ended", { code });
    const nowMs = performance.now();
    const isSecond = nowMs - lastEndMs < RESTART_INTERVAL_MS;
    lastEndMs = nowMs;
    if (isSecond) return options.onFailed();
    engine = start();
    options.onRestarted();
  };
  const running = (): Engine => engine ?? fail("engine.crashed", {});

  engine = start();
  return {
    client: () => running().client,
    connect() {
      engine ??= start();
      return connectTo(engine.child);
    },
    async stop() {
      stopping = true;
      if (engine === null) return;
      const { child, client } = engine;
      await Promise.race([client.workspace.close().catch(() => undefined), delay(CLOSE_TIMEOUT_MS)]);
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill();
      // Whoever opens the workspace next, the app itself for instance, finds nobody writing in it.
      await Promise.race([ended, delay(END_TIMEOUT_MS)]);
    },
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
