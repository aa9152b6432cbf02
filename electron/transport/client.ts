import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import type { engineContract } from "#core/contract/engine.ts";
import type { Port } from "./port.ts";

export type EngineClient = ContractRouterClient<typeof engineContract>;

/** A typed client of the engine at the other end of the port. Its calls are rejected when that end goes away. */
export function createEngineClient(port: Port): EngineClient {
  const client: EngineClient = createORPCClient(new RPCLink({ port }));
  port.start();
  return client;
}
