import { failure, type Failure } from "#core/result/failure.ts";

/**
 * What a disk refused, out of an error of Node's file system; null for any other error. Errors of opening name their path; those of
 * writing to an open file do not, so that whoever writes says which one it is.
 */
export function diskFailure(error: unknown, written: string | null = null): Failure | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  const isOfRead = "syscall" in error && error.syscall === "read";
  const path = "path" in error ? String(error.path) : isOfRead ? null : written;
  if (path === null) return null;
  const code = String(error.code);
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return failure("disk.full", { path }, "user", error.message);
    case "EIO":
      return failure("disk.failing", { path, cause: code }, "user", error.message);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return failure("file.unwritable", { path, cause: code }, "user", error.message);
    default:
      return null;
  }
}
