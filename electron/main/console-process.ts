import { MessageChannelMain, utilityProcess } from "electron";
import type { StartConsole } from "../host/sql/console-process.ts";
import type { Log } from "../logging/log.ts";
import { ENGINE_CLIENT_MESSAGE } from "../transport/channels.ts";

/** Starts the SQL console as a utility process, with nothing of the environment that it could tell. */
export function consoleProcess(entry: string, log: Log): StartConsole {
  return () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: "CloudSpend SQL console",
      stdio: "pipe",
      env: { TZ: "UTC" },
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) =>
        log.warn("console.said", { text: chunk.toString("utf8").trim() }),
      );
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage(ENGINE_CLIENT_MESSAGE, [port1]);
    const ended = new Promise<void>((resolve) => {
      child.once("exit", (code) => {
        log.info("console.ended", { code });
        resolve();
      });
    });
    return { port: port2, ended, kill: () => void child.kill() };
  };
}
