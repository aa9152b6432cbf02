import { failure, type Failure } from "#core/result/failure.ts";

/** What a disk refused, out of an error of Node's file system that names its file; null for any other error. */
export function diskFailure(error: unknown): Failure | null {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return null;
  const path = String(error.path);
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
