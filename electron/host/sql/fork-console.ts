import { fork } from "node:child_process";
import { processPort } from "../../transport/process-port.ts";
import type { StartConsole } from "./console-process.ts";

/** Starts the console as a child of plain Node, with nothing of the environment that it could tell. */
export function forkConsole(
  program: string,
  onError: (text: string) => void = () => undefined,
): StartConsole {
  return () => {
    const child = fork(program, [], {
      execArgv: [],
      env: { TZ: "UTC" },
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    child.stderr?.on("data", (chunk: Buffer) => onError(chunk.toString("utf8")));
    const ended = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
    return { port: processPort(child), ended, kill: () => void child.kill("SIGKILL") };
  };
}
