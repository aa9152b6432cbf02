import type { ContractRouterClient } from "@orpc/contract";
import type { engineContract } from "#core/contract/engine.ts";
import type { hostContract } from "#core/contract/host.ts";

export type HostClient = ContractRouterClient<typeof hostContract>;
export type EngineClient = ContractRouterClient<typeof engineContract>;

/** Everything the page can ask for; there is no other way out of it. */
export type Backend = {
  readonly host: HostClient;
  readonly engine: EngineClient;
  /** Path of a file the user dropped on the page. */
  readonly pathOf: (file: File) => string;
};
