import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { Backend, EngineClient, HostClient } from "./backend.ts";

declare global {
  interface Window {
    readonly cloudspend?: { readonly pathOf: (file: File) => string };
  }
}

/** Waits for the two ports the preload hands over and speaks oRPC on them. */
export async function connectBackend(page: Window): Promise<Backend> {
  const { host, engine } = await receivePorts(page);
  host.start();
  engine.start();
  const hostClient: HostClient = createORPCClient(new RPCLink({ port: host }));
  const engineClient: EngineClient = createORPCClient(new RPCLink({ port: engine }));
  return {
    host: hostClient,
    engine: engineClient,
    pathOf: (file) => page.cloudspend?.pathOf(file) ?? "",
  };
}

type Ports = { readonly host: MessagePort; readonly engine: MessagePort };

function receivePorts(page: Window): Promise<Ports> {
  return new Promise((resolve) => {
    const listener = (event: MessageEvent<unknown>): void => {
      if (event.source !== page || event.origin !== page.location.origin || !isHandOver(event.data)) return;
      const [host, engine] = event.ports;
      if (host === undefined || engine === undefined) return;
      page.removeEventListener("message", listener);
      resolve({ host, engine });
    };
    page.addEventListener("message", listener);
  });
}

function isHandOver(message: unknown): boolean {
  return (
    typeof message === "object" &&
    message !== null &&
    "kind" in message &&
    message.kind === "cloudspend.ports"
  );
}
