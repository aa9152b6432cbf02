import type { ContractRouterClient } from "@orpc/contract";
import type { consoleContract } from "#core/contract/sql-procedures.ts";
import type { Port } from "../../transport/port.ts";

export type ConsoleClient = ContractRouterClient<typeof consoleContract>;

/** A running process of the console. */
export type ConsoleProcess = {
  readonly port: Port;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it at once, without asking. */
  kill(): void;
};

/** How the console's process is started here: by Electron, or by Node. */
export type StartConsole = () => ConsoleProcess;
