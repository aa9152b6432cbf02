import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip, type Gunzip } from "node:zlib";
import { AppError, fail } from "#core/result/failure.ts";
import { contentOf } from "./content.ts";
import { RecordScanner } from "./record-scanner.ts";
import { refuseForeign } from "./refuse.ts";
import { snapshot, unreadable } from "./source-file.ts";

/** What reading a file to its end has shown. */
export type Verified = {
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Records behind the header; null for files that are no text. */
  readonly records: number | null;
  readonly textBytes: number;
  /** Records from all over the file, as text. */
  readonly sample: readonly string[];
};

export type VerifyOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: (bytes: number) => void;
};

const READ_BYTES = 256 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const SAMPLES = 4_000;
/** About how much longer the text of a report is than its gzip. */
const USUAL_RATIO = 20;
/** Text that unfolds further than this is taken for a bomb; AWS reports stay far below. */
const LARGE_TEXT_BYTES = 2 * 1024 ** 3;
const HIGHEST_RATIO = 300;

/** Hashes a file that is read as it is (Parquet). */
export async function verifyBytes(path: string, options: VerifyOptions): Promise<Verified> {
  let sizeBytes = 0;
  const sha256 = await reading(path, () => plain(path, (chunk) => (sizeBytes += chunk.length), options));
  return { sizeBytes, sha256, records: null, textBytes: 0, sample: [] };
}

/** Reads CSV text to its end, unpacking it on the way, and counts its records. */
export async function verifyText(path: string, gzip: boolean, options: VerifyOptions): Promise<Verified> {
  const { sizeBytes } = await snapshot(path);
  const sample: string[] = [];
  const sampleEvery = Math.floor((sizeBytes * (gzip ? USUAL_RATIO : 1)) / SAMPLES);
  const scanner = new RecordScanner(sampleEvery, (record) => {
    if (sample.length < 2 * SAMPLES) sample.push(record.toString("utf8"));
  });
  let textBytes = 0;
  const scan = (chunk: Buffer) => {
    if (textBytes === 0) refuseForeign(path, contentOf(chunk.subarray(0, 512)));
    textBytes += chunk.length;
    refuseBomb(path, textBytes, sizeBytes);
    scanner.push(chunk);
  };
  const sha256 = await reading(path, () =>
    gzip ? gunzip(path, sizeBytes, scan, options) : plain(path, scan, options),
  );
  if (textBytes === 0) fail("file.empty", { path });
  const { records, openQuote } = scanner.end();
  if (openQuote) fail("cur.bad_row", { path, row: records - 1, cause: "the file ends inside a quoted cell" });
  return { sizeBytes, sha256, records: Math.max(0, records - 1), textBytes, sample };
}

type Scan = (chunk: Buffer) => void;

/** Reads a file as it is; gives its SHA-256. */
async function plain(path: string, scan: Scan, options: VerifyOptions): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of bytesOf(path, options)) {
    hash.update(chunk);
    scan(chunk);
  }
  return hash.digest("hex");
}

/** Unpacks every member and checks its checksum and length; what is left behind the last one may only be zeros. */
async function gunzip(path: string, sizeBytes: number, scan: Scan, options: VerifyOptions): Promise<string> {
  const hash = createHash("sha256");
  const unzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const hashed = async function* () {
    for await (const chunk of bytesOf(path, options)) {
      hash.update(chunk);
      yield chunk;
    }
  };
  try {
    await pipeline(
      hashed,
      unzip,
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) scan(chunk);
      },
      options.signal === undefined ? {} : { signal: options.signal },
    );
  } catch (error) {
    throw damaged(path, unzip, error);
  }
  return unzip.bytesWritten < sizeBytes ? hashPadding(path, unzip.bytesWritten, options) : hash.digest("hex");
}

/** The unpacking stops at the last member; the rest of the file has to be zeros. Gives the hash of all of it. */
async function hashPadding(path: string, from: number, options: VerifyOptions): Promise<string> {
  let at = 0;
  return plain(
    path,
    (chunk) => {
      const start = Math.max(0, from - at);
      const stray = chunk.subarray(start).findIndex((byte) => byte !== 0);
      if (stray >= 0)
        fail("file.damaged", {
          path,
          at: at + start + stray,
          cause: "bytes follow the end of the gzip data",
        });
      at += chunk.length;
    },
    options,
  );
}

function damaged(path: string, unzip: Gunzip, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!code.startsWith("Z_")) return error;
  const cause = error instanceof Error ? error.message : code;
  return new AppError({
    code: "file.damaged",
    params: { path, at: unzip.bytesWritten, cause },
    retry: "user",
  });
}

function refuseBomb(path: string, textBytes: number, sizeBytes: number): void {
  if (textBytes > LARGE_TEXT_BYTES && textBytes > sizeBytes * HIGHEST_RATIO)
    fail("file.too_large", {
      path,
      sizeBytes: textBytes,
      limitBytes: Math.max(LARGE_TEXT_BYTES, sizeBytes * HIGHEST_RATIO),
    });
}

async function* bytesOf(path: string, { signal, onBytes }: VerifyOptions): AsyncGenerator<Buffer> {
  const stream = createReadStream(path, {
    highWaterMark: READ_BYTES,
    ...(signal === undefined ? {} : { signal }),
  });
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    onBytes?.(chunk.length);
    yield chunk;
  }
}

async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof Error && error.name === "AbortError") fail("cancelled", {});
    return unreadable(path, error);
  }
}
