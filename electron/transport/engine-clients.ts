import { ENGINE_CLIENT_MESSAGE } from "./channels.ts";
import type { Port } from "./port.ts";

/** Where a utility process hears from main: `process.parentPort`. */
type ParentPort = {
  on(
    event: "message",
    listener: (message: { readonly data: unknown; readonly ports: readonly Port[] }) => void,
  ): unknown;
};

/** In the engine process: calls `serve` for every port that main hands over. */
export function onEngineClient(parent: ParentPort, serve: (port: Port) => void): void {
  parent.on("message", ({ data, ports }) => {
    const [port] = ports;
    if (data === ENGINE_CLIENT_MESSAGE && port !== undefined) serve(port);
  });
}
