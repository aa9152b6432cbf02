import { ORPCError } from "@orpc/client";
import { AppError, failure, type Failure } from "#core/result/failure.ts";
import { diskFailure } from "../disk/disk-failure.ts";

/** Reads the expected failure out of what a call threw, here or in the other process; null for a bug. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof AppError) return error.failure;
  if (error instanceof ORPCError && error.code === "FAILURE" && isFailure(error.data)) return error.data;
  if (error instanceof Error && error.name === "AbortError") return failure("cancelled", {});
  return diskFailure(error);
}

function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && "code" in value && "params" in value;
}
