import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { AppError, failure } from "#core/result/failure.ts";
import type { FileEntry } from "#core/workspace/file/manifest.ts";
import { flushFile, renameDurably } from "../../disk/durable.ts";
import { demandRoom } from "../../disk/room.ts";
import { writeStream } from "../../disk/named-errors.ts";

/** One part of an archive: text, or a file of the workspace that is compressed already. */
export type Part =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly path: string; readonly sizeBytes: number };

export type WriteArchive = {
  readonly path: string;
  readonly parts: readonly Part[];
  /** The last part, which lists the others. */
  readonly manifest: (entries: readonly FileEntry[]) => { readonly name: string; readonly text: string };
  /** Time of every part, so that the archive tells nothing of this computer's clock. */
  readonly at: Date;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number, name: string) => void;
};

/** Directory, headers and text parts, generously. */
const BESIDES_BYTES = 16 * 1024 ** 2;

/** Writes an archive beside its place and moves it there when it is whole; gives its size. */
export async function writeArchive(request: WriteArchive): Promise<number> {
  const { path, signal } = request;
  await demandRoom(dirname(path), bytesOf(request.parts) + BESIDES_BYTES);
  const partial = `${path}.part`;
  try {
    await streamArchive(request, writeStream(partial, { mode: 0o600 }));
    await flushFile(partial);
    signal.throwIfAborted();
    await renameDurably(partial, path);
    return (await stat(path)).size;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw refusal(error, path, signal);
  }
}

/** Writes an archive to a stream, part by part; above 4 GB in the larger form of the format. */
export async function streamArchive(
  request: Omit<WriteArchive, "path">,
  target: NodeJS.WritableStream,
): Promise<void> {
  const { parts, manifest, at, signal, onBytes } = request;
  const zip = new ZipFile();
  const failed = new AbortController();
  const written: FileEntry[] = [];
  const options = { mtime: at, mode: 0o100_644, forceDosTimestamp: true };
  zip.on("error", (error: unknown) => failed.abort(error));
  for (const part of parts) {
    const isText = "text" in part;
    zip.addReadStreamLazy(
      part.name,
      { ...options, compress: isText, ...(isText ? {} : { size: part.sizeBytes }) },
      (take) => {
        const source = isText ? Readable.from([Buffer.from(part.text)]) : createReadStream(part.path);
        const counted = counting(part.name, written, onBytes);
        source.once("error", (error: Error) => counted.destroy(error));
        take(null, source.pipe(counted));
      },
    );
  }
  // Asked for last, when all the others have been written.
  zip.addReadStreamLazy(manifest([]).name, { ...options, compress: true }, (take) =>
    take(null, Readable.from([Buffer.from(manifest(written).text)])),
  );
  zip.end();
  await pipeline(zip.outputStream, target, {
    signal: AbortSignal.any([signal, failed.signal]),
  });
}

function counting(name: string, written: FileEntry[], onBytes: WriteArchive["onBytes"]): Transform {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      onBytes(chunk.length, name);
      done(null, chunk);
    },
    flush(done) {
      written.push({ name, sizeBytes, sha256: hash.digest("hex") });
      done();
    },
  });
}

function bytesOf(parts: readonly Part[]): number {
  return parts.reduce((total, part) => total + ("text" in part ? part.text.length : part.sizeBytes), 0);
}

function refusal(error: unknown, path: string, signal: AbortSignal): unknown {
  if (signal.aborted) return new AppError(failure("cancelled", {}));
  if (!(error instanceof Error) || error instanceof AppError || !("code" in error)) return error;
  const cause = String(error.code);
  if (cause === "ENOSPC") return new AppError(failure("disk.full", { path }));
  return new AppError(failure("file.unwritable", { path, cause }, "user", error.message));
}
