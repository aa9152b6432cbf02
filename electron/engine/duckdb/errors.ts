import { AppError, failure, type Failure } from "#core/result/failure.ts";
import { memoryLimitIn } from "#core/sql/memory-limit.ts";
import { diskFailure } from "../../disk/disk-failure.ts";

type Rule = {
  readonly pattern: RegExp;
  readonly failure: (message: string, file: string) => Failure;
};

/** DuckDB counts its formats one by one and is at 68: a number far beyond is a damaged one. */
const HIGHEST_FORMAT = 1_000;

const OUT_OF_MEMORY = /^Out of Memory Error|could not allocate block of size/i;

/** DuckDB 1.5.6 gives plain errors: kind and reason are only in the message. First match wins. */
const RULES: readonly Rule[] = [
  { pattern: /^INTERRUPT Error:/, failure: () => failure("cancelled", {}, "user") },
  {
    pattern: /Could not set lock on file|being used by another process/,
    failure: (message, file) =>
      failure("workspace.locked", { path: file, by: lockHolder(message) }, "user", message),
  },
  {
    pattern: OUT_OF_MEMORY,
    failure: (message) =>
      failure("engine.out_of_memory", { limitMb: memoryLimitIn(message) }, "user", message),
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
      /not a valid DuckDB database file|Corrupt database file|Could not read enough bytes from file|Serialization Error:|database has been invalidated|Failure while replaying WAL|TransactionContext Error: Failed to commit.*corrupt/,
    failure: (message, file) => damaged(storedFile(message) ?? file, message),
  },
  {
    pattern: /Trying to read a database file with version number/,
    failure: (message, file) => {
      const version = Number(/version number (\d+)/.exec(message)?.[1]);
      return version > HIGHEST_FORMAT
        ? damaged(file, message)
        : failure("workspace.newer", { path: file, version }, "no", message);
    },
  },
  {
    // What DuckDB says of a damaged Parquet file, which it does not name.
    pattern:
      /ZSTD Decompression failure|Snappy decompression failure|TProtocolException|Invalid (page|thrift|dictionary)/i,
    failure: (message, file) => damaged(file, message),
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
