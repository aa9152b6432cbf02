import type { SupportedMessagePort } from "@orpc/client/message-port";

/** A message port of Electron's main process, of a utility process, or of a worker thread. */
export type Port = SupportedMessagePort & { start(): void };
