import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { AppError, failure } from "#core/result/failure.ts";
import { flushFile, renameDurably } from "../../disk/durable.ts";
import { failureOf } from "../duckdb/errors.ts";

/** DuckDB 1.5.6 tells the reason in words only. */
const CANNOT_OPEN = /^IO Error: (?:Cannot|Could not|Failed to) open file "[^"]*": (.+)/;

/** Writes a file beside its place and puts it there once it is whole; a failure or a cancel leaves what was there. */
export async function writeWhole<T>(path: string, write: (partial: string) => Promise<T>): Promise<T> {
  const partial = `${path}.${randomUUID()}.part`;
  try {
    const written = await write(partial);
    await flushFile(partial);
    await renameDurably(partial, path);
    return written;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw refusal(error, path);
  }
}

/** The user's place, not the workspace, is at fault where writing fails. */
function refusal(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const known = failureOf(error, path);
  if (known?.code === "disk.full" || known?.code === "disk.failing") return new AppError(known);
  const cause = "code" in error ? String(error.code) : CANNOT_OPEN.exec(error.message)?.[1];
  if (cause === undefined) return error;
  return new AppError(failure("file.unwritable", { path, cause }, "user", error.message));
}
