import { once } from "node:events";
import { rename } from "node:fs/promises";
import type { TransformOptions } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { createGzip, type ZlibOptions } from "node:zlib";
import { writeStream } from "../../disk/named-errors.ts";

/** Lets the generator run ahead of the compressor, which works on another core. */
const AHEAD_BYTES = 8 * 1024 * 1024;

/** The process stays open to messages while rows are made. */
const CHUNKS_PER_TURN = 12;

/**
 * Hands all chunks to a compressor and returns while it still works on the last of them; `done` settles when the file
 * is whole and has its name, so that a killed run leaves no half file.
 */
export async function writeGzipFile(
  path: string,
  chunks: Iterable<string>,
  level: number,
  signal?: AbortSignal,
): Promise<{ readonly done: Promise<void> }> {
  const partial = `${path}.part`;
  const gzip = createGzip(gzipOptions(level));
  const done = pipeline(gzip, writeStream(partial)).then(() => rename(partial, path));
  done.catch(() => undefined);
  let count = 0;
  for (const chunk of chunks) {
    count += 1;
    if (count % CHUNKS_PER_TURN === 0) await setImmediate();
    if (signal?.aborted === true) gzip.destroy(reasonOf(signal));
    if (gzip.destroyed) return { done };
    if (!gzip.write(chunk)) await Promise.race([once(gzip, "drain"), done]);
  }
  gzip.end();
  return { done };
}

/** Streams take `writableHighWaterMark`, which the types of zlib do not list. */
function gzipOptions(level: number): ZlibOptions & TransformOptions {
  return { level, writableHighWaterMark: AHEAD_BYTES, chunkSize: 262_144 };
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error("aborted");
}
