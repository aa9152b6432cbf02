import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { type Entry, type ZipFile, openPromise } from "yauzl";
import { AppError, fail } from "#core/result/failure.ts";
import { diskFailure } from "../../disk/disk-failure.ts";
import { writeStream } from "../../disk/named-errors.ts";

/** A file taken out of an archive: `name` is the entry's name for display, `path` a name of our own. */
export type Extracted = { readonly name: string; readonly path: string };

const MAX_ENTRIES = 10_000;
const LARGE_BYTES = 2 * 1024 ** 3;
const HIGHEST_RATIO = 300;

/** First bytes of the first report file in an archive. */
export async function headOfZip(path: string, bytes: number): Promise<Buffer> {
  return withZip(path, async (zip, entries) => {
    const [first] = entries;
    if (first === undefined) return fail("file.unknown_kind", { path }, "no");
    const head: Buffer[] = [];
    let length = 0;
    for await (const chunk of await openEntry(path, zip, first)) {
      head.push(chunk);
      length += chunk.length;
      if (length >= bytes) break;
    }
    return Buffer.concat(head).subarray(0, bytes);
  });
}

/** Takes all report files out of an archive into a folder of ours; sizes and checksums are checked. */
export async function extractZip(
  path: string,
  directory: string,
  signal: AbortSignal | undefined,
): Promise<readonly Extracted[]> {
  return withZip(path, async (zip, entries) => {
    if (entries.length === 0) fail("file.unknown_kind", { path }, "no");
    const extracted: Extracted[] = [];
    for (const [index, entry] of entries.entries()) {
      const target = join(directory, `entry-${index + 1}`);
      await extractEntry(path, zip, entry, target, signal);
      extracted.push({ name: entry.fileName, path: target });
    }
    return extracted;
  });
}

async function extractEntry(
  path: string,
  zip: ZipFile,
  entry: Entry,
  target: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  let checksum = 0;
  let length = 0;
  const checked = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      checksum = crc32(chunk, checksum);
      length += chunk.length;
      refuseBomb(path, entry, length);
      yield chunk;
    }
  };
  const stream = await openEntry(path, zip, entry);
  try {
    await pipeline(stream, checked, writeStream(target), signal === undefined ? {} : { signal });
  } catch (error) {
    const refused = diskFailure(error);
    throw refused === null ? zipError(path, entry.relativeOffsetOfLocalHeader, error) : new AppError(refused);
  }
  if (checksum !== entry.crc32)
    fail("file.damaged", {
      path,
      at: entry.relativeOffsetOfLocalHeader,
      cause: `the checksum of ${entry.fileName} is wrong`,
    });
}

/** By what an entry says of itself before it is unpacked, and by what comes out of it afterwards. */
function refuseBomb(path: string, { compressedSize }: Entry, sizeBytes: number): void {
  if (sizeBytes > LARGE_BYTES && sizeBytes > compressedSize * HIGHEST_RATIO)
    fail("file.too_large", { path, sizeBytes, limitBytes: LARGE_BYTES });
}

async function openEntry(path: string, zip: ZipFile, entry: Entry): Promise<Readable> {
  if (entry.isEncrypted()) fail("file.encrypted", { path });
  try {
    return await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw zipError(path, entry.relativeOffsetOfLocalHeader, error);
  }
}

async function withZip<T>(
  path: string,
  work: (zip: ZipFile, entries: readonly Entry[]) => Promise<T>,
): Promise<T> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw zipError(path, 0, error);
  }
  try {
    return await work(zip, await reportEntries(path, zip));
  } catch (error) {
    throw zipError(path, 0, error);
  } finally {
    zip.close();
  }
}

async function reportEntries(path: string, zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (!isReportEntry(entry.fileName)) continue;
      refuseBomb(path, entry, entry.uncompressedSize);
      entries.push(entry);
      if (entries.length > MAX_ENTRIES)
        fail("file.damaged", { path, at: 0, cause: "the archive has too many files" });
    }
  } catch (error) {
    throw zipError(path, 0, error);
  }
  return entries;
}

function isReportEntry(name: string): boolean {
  return !name.endsWith("/") && !name.startsWith("__MACOSX/") && /\.(csv|csv\.gz|parquet)$/i.test(name);
}

function zipError(path: string, at: number, error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.name === "AbortError")
    return new AppError({ code: "cancelled", params: {}, retry: "user" });
  const cause = error instanceof Error ? error.message : String(error);
  return new AppError({ code: "file.damaged", params: { path, at, cause }, retry: "user" });
}
