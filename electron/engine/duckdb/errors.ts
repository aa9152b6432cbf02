import { AppError, failure, type Failure } from "#core/result/failure.ts";
import { diskFailure } from "../../disk/disk-failure.ts";

type Rule = {
  readonly pattern: RegExp;
  readonly failure: (message: string, file: string) => Failure;
};

/** DuckDB 1.5.6 gives plain errors: kind and reason are only in the message. First match wins. */
const RULES: readonly Rule[] = [
  { pattern: /^INTERRUPT Error:/, failure: () => failure("cancelled", {}, "user") },
  {
    pattern: /Could not set lock on file|being used by another process/,
    failure: (message, file) =>
      failure("workspace.locked", { path: file, by: lockHolder(message) }, "user", message),
  },
  {
    pattern:
      /No space left on device|not enough space on the disk|max_temp_directory_size|Could not write all bytes/,
    failure: (message, file) => failure("disk.full", { path: file }, "user", message),
  },
  {
    pattern: /Input\/output error/,
    failure: (message, file) => failure("disk.failing", { path: file, cause: "EIO" }, "user", message),
  },
  {
    pattern:
      /not a valid DuckDB database file|Corrupt database file|Serialization Error:|database has been invalidated|Failure while replaying WAL|TransactionContext Error: Failed to commit.*corrupt/,
    failure: (message, file) => damaged(file, message),
  },
  {
    pattern: /Trying to read a database file with version number/,
    failure: (message, file) =>
      failure(
        "workspace.newer",
        { path: file, version: Number(/version number (\d+)/.exec(message)?.[1]) },
        "no",
        message,
      ),
  },
  {
    pattern: /line-items[\\/]/,
    failure: (message, file) => damaged(storedFile(message) ?? file, message),
  },
];

/** Turns what DuckDB threw into an expected failure; `null` when it is a bug of ours. */
export function failureOf(error: unknown, file: string): Failure | null {
  if (error instanceof AppError) return error.failure;
  const refused = diskFailure(error);
  if (refused !== null) return refused;
  const message = error instanceof Error ? error.message : String(error);
  const rule = RULES.find(({ pattern }) => pattern.test(message));
  return rule === undefined ? null : rule.failure(message, file);
}

/** The error to throw on: an `AppError` where the cause is known, else the error itself. */
export function mapped(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error;
  const known = failureOf(error, file);
  return known === null ? error : new AppError(known);
}

function damaged(path: string, cause: string): Failure {
  return failure("workspace.damaged", { path, cause: firstLine(cause) }, "user", cause);
}

function lockHolder(message: string): string {
  return /Conflicting lock is held in (.*?\(PID \d+\))/.exec(message)?.[1] ?? "another process";
}

function storedFile(message: string): string | undefined {
  return /["']([^"']*line-items[\\/][^"']*)["']/.exec(message)?.[1];
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
