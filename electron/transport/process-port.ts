import type { ChildProcess, Serializable } from "node:child_process";
import type { onEngineClient } from "./engine-clients.ts";
import type { EventEmitter } from "node:events";
import type { Port } from "./port.ts";

type Parent = Parameters<typeof onEngineClient>[0];

/** What Electron adds to a utility process; null in a child of plain Node. */
export function parentPort(holder: object): Parent | null {
  const parent = "parentPort" in holder ? holder.parentPort : undefined;
  return typeof parent === "object" && parent !== null ? (parent as Parent) : null;
}

/** One end of the channel between a process and its child in plain Node. */
type Channel = NodeJS.Process | ChildProcess;

/** That channel as a message port. */
export function processPort(channel: Channel): Port {
  const events: EventEmitter = channel;
  return {
    on(event: string, listener: (message?: { data: unknown }) => void) {
      if (event === "message") events.on("message", (data: unknown) => listener({ data }));
      if (event === "close") events.on("disconnect", () => listener());
    },
    postMessage(message: Serializable) {
      if (channel.connected) channel.send?.(message);
    },
    start() {
      // Messages come from the beginning.
    },
  };
}
