import type { FailureCode, FailureParams } from "./codes.ts";

/** Who may try again: nobody, the user after mending something, or the app by itself. */
export type Retry = "no" | "user" | "auto";

/** An expected failure as a plain value; crosses ports unchanged. `cause` is for the log only. */
export type Failure<C extends FailureCode = FailureCode> = {
  readonly [K in C]: {
    readonly code: K;
    readonly params: FailureParams[K];
    readonly retry: Retry;
    readonly cause?: string;
  };
}[C];

/** Builds a failure of a registered code. */
export function failure<C extends FailureCode>(
  code: C,
  params: FailureParams[C],
  retry: Retry = "user",
  cause?: string,
): Failure {
  const value: unknown = cause === undefined ? { code, params, retry } : { code, params, retry, cause };
  return value as Failure;
}

/** Carries a failure through layers that throw; handlers turn it back into the value. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly failure: Failure;

  constructor(value: Failure) {
    super(`${value.code} ${JSON.stringify(value.params)}`);
    this.failure = value;
  }
}

/** Throws an expected failure; the return type lets callers use it in expressions. */
export function fail<C extends FailureCode>(
  code: C,
  params: FailureParams[C],
  retry: Retry = "user",
  cause?: string,
): never {
  throw new AppError(failure(code, params, retry, cause));
}
