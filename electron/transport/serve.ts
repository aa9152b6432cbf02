import { randomUUID } from "node:crypto";
import { ORPCError, type AnyRouter } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import type { SupportedMessagePort } from "@orpc/client/message-port";
import { failure, type Failure } from "#core/result/failure.ts";
import { failureOf } from "./failure-of.ts";
import { readIncoming } from "./incoming.ts";
import type { Port } from "./port.ts";

/** Told about every call that threw something no procedure announces: a bug, to be logged. */
export type ReportBug = (bug: {
  readonly procedure: string;
  readonly correlationId: string;
  readonly error: unknown;
}) => void;

/** Makes a router that answers on any number of ports. Failures travel as values, bugs as `internal` with a number to report. */
export function createServer(router: AnyRouter, reportBug: ReportBug): { serve(port: Port): void } {
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (error) {
          if (isRefusal(error)) throw error;
          const expected = failureOf(error) ?? bug(call.path.join("."), error, reportBug);
          throw new ORPCError("FAILURE", { message: expected.code, data: expected, cause: error });
        }
      },
    ],
  });
  return {
    serve(port) {
      handler.upgrade(withCallsOnly(port));
      port.start();
    },
  };
}

/** A port from which nothing is heard but well-formed calls: oRPC 1.16 leaves a message it cannot read as an unhandled rejection, which ends the engine. */
function withCallsOnly(port: Port): SupportedMessagePort {
  const onMessage =
    (listener: (event: { data: unknown }) => void) => (event?: { readonly data: unknown }) => {
      const call = readIncoming(event?.data);
      if (call !== null) listener({ data: call });
    };
  const on = (event: string, listener: (message?: { data: unknown }) => void): void => {
    const heard = event === "message" ? onMessage(listener) : () => listener();
    if ("addEventListener" in port) port.addEventListener(event, heard);
    else if ("on" in port) port.on(event, heard);
  };
  return { on, postMessage: (message: unknown) => port.postMessage(message) };
}

/** oRPC's own answers to a bad request; the caller is at fault and sees what it sent wrong. */
function isRefusal(error: unknown): boolean {
  return error instanceof ORPCError && (error.code === "BAD_REQUEST" || error.code === "NOT_FOUND");
}

function bug(procedure: string, error: unknown, reportBug: ReportBug): Failure {
  const correlationId = randomUUID().slice(0, 8);
  reportBug({ procedure, correlationId, error });
  return failure("internal", { correlationId });
}
