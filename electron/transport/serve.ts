import { randomUUID } from "node:crypto";
import { ORPCError, type AnyRouter } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import { failure, type Failure } from "#core/result/failure.ts";
import { failureOf } from "./failure-of.ts";
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
      handler.upgrade(port);
      port.start();
    },
  };
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
