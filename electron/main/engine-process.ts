import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from "electron";
import type { Log } from "../logging/log.ts";
import { ENGINE_CLIENT_MESSAGE } from "../transport/channels.ts";

export type EngineProcess = {
  readonly entry: string;
  readonly today: string | null;
  readonly log: Log;
};

/** The engine has no secrets and no network: of the environment it gets what a process needs to run at all. */
const PASSED_ON = ["PATH", "HOME", "TMPDIR", "TMP", "TEMP", "LANG", "LC_ALL", "SYSTEMROOT", "USERPROFILE"];

/** Starts the engine as a utility process; what it says goes into the log. */
export function forkEngine({ entry, today, log }: EngineProcess): UtilityProcess {
  const names = Object.entries(process.env).filter(([name]) => PASSED_ON.includes(name.toUpperCase()));
  const child = utilityProcess.fork(entry, [], {
    serviceName: "CloudSpend engine",
    stdio: "pipe",
    env: { ...Object.fromEntries(names), ...(today === null ? {} : { CLOUDSPEND_TODAY: today }) },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => log.warn("engine.said", { text: chunk.toString("utf8").trim() }));
  }
  return child;
}

/** The far end of a new connection to an engine. */
export function connectTo(child: UtilityProcess): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage(ENGINE_CLIENT_MESSAGE, [port1]);
  return port2;
}
