import { createORPCClient, ORPCError, type ClientLink } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { failure } from "#core/result/failure.ts";
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
  const engineClient: EngineClient = createORPCClient(replaceable(engine, page));
  return {
    host: hostClient,
    engine: engineClient,
    pathOf: (file) => page.cloudspend?.pathOf(file) ?? "",
  };
}

type Link = ClientLink<Record<never, never>>;

const RESTART_MS = 15_000;

function linkTo(port: MessagePort): Link {
  port.start();
  return new RPCLink({ port });
}

/**
 * Calls go to the newest engine. When one has crashed, main starts another and hands over a port to it; until that
 * is here, calls wait: on a closed port they would never be answered.
 */
function replaceable(port: MessagePort, page: Window): Link {
  let current = Promise.resolve(linkTo(port));
  port.addEventListener("close", () => {
    const next = receivePorts(page, "cloudspend.engine").then(([fresh]) => {
      if (fresh === undefined) throw new Error("the page was given no port to the engine");
      return replaceable(fresh, page);
    });
    current = Promise.race([next, crashedAfter(RESTART_MS)]);
    current.catch(() => undefined);
    void next.then((link) => (current = Promise.resolve(link)));
  });
  return { call: async (path, input, options) => (await current).call(path, input, options) };
}

function crashedAfter(ms: number): Promise<never> {
  const crashed = new ORPCError("FAILURE", { data: failure("engine.crashed", {}) });
  return new Promise((_resolve, reject) => setTimeout(() => reject(crashed), ms));
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
