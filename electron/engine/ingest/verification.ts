import type { Source } from "./source.ts";
import { verifyBytes, verifyText, type Verified, type VerifyOptions } from "../files/verify.ts";
import { AppError } from "#core/result/failure.ts";

/** Reads one source to its end. What came out of an archive keeps the archive's own size and hash. */
export async function verifySource(source: Source, options: VerifyOptions): Promise<Verified> {
  const own = await verifyContent(source, options);
  if (source.path === source.origin.path) return own;
  const { sizeBytes, sha256 } = await verifyBytes(source.origin.path, { signal: options.signal });
  return { ...own, sizeBytes, sha256: source.display === source.origin.path ? sha256 : own.sha256 };
}

async function verifyContent(source: Source, options: VerifyOptions): Promise<Verified> {
  try {
    return source.content === "parquet"
      ? await verifyBytes(source.path, options)
      : await verifyText(source.path, source.content === "gzip", options);
  } catch (error) {
    throw named(source, error);
  }
}

/** Failures name the file the user knows, not the one in the staging folder. */
function named(source: Source, error: unknown): unknown {
  if (!(error instanceof AppError) || !("path" in error.failure.params)) return error;
  const params = { ...error.failure.params, path: source.display };
  return new AppError(Object.assign({}, error.failure, { params }));
}
