import { ORPCError } from "@orpc/client";
import { AppError, failure, type Failure } from "#core/result/failure.ts";

/** Reads the failure out of whatever a call threw; what is no expected failure becomes `internal`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  if (error instanceof ORPCError && error.code === "FAILURE" && isFailure(error.data)) return error.data;
  if (error instanceof DOMException && error.name === "AbortError") return failure("cancelled", {}, "user");
  return failure("internal", { correlationId: crypto.randomUUID().slice(0, 8) }, "user", String(error));
}

function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && "code" in value && "params" in value;
}
