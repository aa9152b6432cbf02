import { createORPCClient, type ClientLink } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { Backend, EngineClient, HostClient } from "./backend.ts";

declare global {
  interface Window {
    readonly cloudspend?: { readonly pathOf: (file: File) => string };
  }
}

/** Waits for the two ports the preload hands over and speaks oRPC on them. */
export async function connectBackend(page: Window): Promise<Backend> {
  const [host, engine] = await receivePorts(page, "cloudspend.ports");
  if (host === undefined || engine === undefined) throw new Error("the page was given no ports");
  const hostClient: HostClient = createORPCClient(linkTo(host));
  const engineClient: EngineClient = createORPCClient(replaceable(linkTo(engine), page));
  return {
    host: hostClient,
    engine: engineClient,
    pathOf: (file) => page.cloudspend?.pathOf(file) ?? "",
  };
}

type Link = ClientLink<Record<never, never>>;

function linkTo(port: MessagePort): Link {
  port.start();
  return new RPCLink({ port });
}

/** Calls go to the newest engine: when one has crashed, main starts another and hands over a port to it. */
function replaceable(first: Link, page: Window): Link {
  let current = first;
  const takeOver = async (): Promise<void> => {
    const [port] = await receivePorts(page, "cloudspend.engine");
    if (port !== undefined) current = linkTo(port);
    return takeOver();
  };
  void takeOver();
  return { call: (path, input, options) => current.call(path, input, options) };
}

function receivePorts(page: Window, kind: string): Promise<readonly MessagePort[]> {
  return new Promise((resolve) => {
    const listener = (event: MessageEvent<unknown>): void => {
      const isOurs = event.source === page && event.origin === page.location.origin;
      if (!isOurs || !isHandOver(event.data, kind)) return;
      page.removeEventListener("message", listener);
      resolve(event.ports);
    };
    page.addEventListener("message", listener);
  });
}

function isHandOver(message: unknown, kind: string): boolean {
  return typeof message === "object" && message !== null && "kind" in message && message.kind === kind;
}
