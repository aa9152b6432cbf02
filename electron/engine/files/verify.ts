import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip, type Gunzip } from "node:zlib";
import { AppError, fail } from "#core/result/failure.ts";
import { contentOf } from "./content.ts";
import { RecordScanner, type Scanned } from "./record-scanner.ts";
import { refuseForeign } from "./refuse.ts";
import { snapshot, unreadable } from "./source-file.ts";

/** What reading a file to its end has shown. */
export type Verified = {
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Null for files that are no text. */
  readonly scanned: Scanned | null;
  /** Records from all over the file, as text. */
  readonly sample: readonly string[];
};

export type VerifyOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: (bytes: number) => void;
};

const READ_BYTES = 256 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const SAMPLES = 2_000;
/** About how much longer the text of a report is than its gzip. */
const USUAL_RATIO = 20;
/** Text that unfolds further than this is taken for a bomb; AWS reports stay far below. */
const LARGE_TEXT_BYTES = 2 * 1024 ** 3;
const HIGHEST_RATIO = 300;
/** DuckDB reads no longer ones; told here, a cell without an end is not unpacked to its last gigabyte first. */
const LONGEST_ROW_BYTES = 2 * 1024 ** 2;

/** Hashes a file that is read as it is (Parquet). */
export async function verifyBytes(path: string, options: VerifyOptions): Promise<Verified> {
  let sizeBytes = 0;
  const sha256 = await reading(path, () => plain(path, (chunk) => (sizeBytes += chunk.length), options));
  return { sizeBytes, sha256, scanned: null, sample: [] };
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
    if (scanner.openBytes > LONGEST_ROW_BYTES)
      fail("cur.bad_row", {
        path,
        row: Math.max(1, scanner.records),
        cause: "it is longer than a row can be",
      });
  };
  const sha256 = await reading(path, () =>
    gzip ? gunzip(path, sizeBytes, scan, options) : plain(path, scan, options),
  );
  if (textBytes === 0) fail("file.empty", { path });
  const scanned = scanner.end();
  refuseBrokenRows(path, scanned);
  return { sizeBytes, sha256, scanned, sample };
}

function refuseBrokenRows(path: string, { openQuote, cutRow, rows, columns }: Scanned): void {
  if (openQuote) fail("cur.bad_row", { path, row: rows, cause: "the file ends inside a quoted cell" });
  if (cutRow !== null)
    fail("cur.bad_row", {
      path,
      row: cutRow.row,
      cause: `it has ${cutRow.cells} cells where the header has ${columns}`,
    });
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

/** Unpacks every member and checks its checksum and length. Nothing may follow the last one: DuckDB 1.5.6 cannot read such a file. */
async function gunzip(path: string, sizeBytes: number, scan: Scan, options: VerifyOptions): Promise<string> {
  const hash = createHash("sha256");
  const unzip = createGunzip({ chunkSize: CHUNK_BYTES });
  let taken = 0;
  let isUnpacked = false;
  const packed = async function* () {
    for await (const chunk of bytesOf(path, options)) {
      hash.update(chunk);
      taken += chunk.length;
      yield chunk;
    }
  };
  const scanAll = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) scan(chunk);
    isUnpacked = true;
  };
  try {
    await pipeline(packed, unzip, scanAll, options.signal === undefined ? {} : { signal: options.signal });
  } catch (error) {
    // Bytes behind the last member end the unpacking before the reading; that is told below.
    if (!isUnpacked || options.signal?.aborted === true) throw damaged(path, unzip, taken, error);
  }
  if (unzip.bytesWritten < sizeBytes)
    fail("file.damaged", { path, at: unzip.bytesWritten, cause: "bytes follow the end of the gzip data" });
  return hash.digest("hex");
}

/** A wrong checksum shows at the end of what was taken, a cut-off file at its end, bad data in the block being unpacked. */
function damaged(path: string, unzip: Gunzip, taken: number, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!code.startsWith("Z_")) return error;
  const cause = error instanceof Error ? error.message : code;
  const at = /check|end of file/.test(cause) ? taken : unzip.bytesWritten;
  return new AppError({
    code: "file.damaged",
    params: { path, at, cause },
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
