import { createHash } from "node:crypto";
import { open, stat } from "node:fs/promises";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { AppError, fail, failure } from "#core/result/failure.ts";
import { diskFailure } from "../../disk/disk-failure.ts";
import { type EntryName, readEntryName, writeEntryName } from "#core/workspace/file/entry-name.ts";
import { writeStream } from "../../disk/named-errors.ts";

/** A part as it was read. */
export type ReadPart = { readonly sizeBytes: number; readonly sha256: string };

/** The parts of an archive, each known by a name a workspace file may have. */
export type Archive = {
  readonly sizeBytes: number;
  readonly names: readonly EntryName[];
  /** The text of a part; null when there is none. */
  text(name: EntryName): Promise<(ReadPart & { readonly text: string }) | null>;
  /** Writes a part to a path of ours. */
  extract(name: EntryName, target: string, onBytes: (bytes: number) => void): Promise<ReadPart>;
};

const MOST_ENTRIES = 100_000;
/** Catalogues of thousands of deliveries take a few hundred MB at most. */
const MOST_TEXT_BYTES = 512 * 1024 ** 2;
const HIGHEST_TEXT_RATIO = 200;
const SMALL_TEXT_BYTES = 4 * 1024 ** 2;
const STORED = 0;
const DEFLATED = 8;
const FILE_TYPE = 0o170_000;
const REGULAR_FILE = 0o100_000;
const LOCAL_FILE = Buffer.from("PK\u0003\u0004", "latin1");

/**
 * Opens a workspace file as a stranger's: only names that belong in one, each once, plain files only, line items stored as
 * they are, and no part larger than the archive can hold. Nothing of it is written anywhere yet.
 */
export async function withArchive<T>(
  path: string,
  signal: AbortSignal | undefined,
  work: (archive: Archive) => Promise<T>,
): Promise<T> {
  const { size } = await statOf(path);
  await demandZip(path);
  const damaged = (error: unknown, entry: string): unknown => asDamage(path, entry, error, signal);
  const zip = await openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    validateEntrySizes: true,
    strictFileNames: true,
  }).catch((error: unknown) => {
    throw damaged(error, "its end");
  });
  try {
    const entries = await readEntries(path, zip, size).catch((error: unknown) => {
      throw damaged(error, "its list of parts");
    });
    const entryOf = (name: EntryName): Entry | null => entries.get(writeEntryName(name))?.entry ?? null;
    return await work({
      sizeBytes: size,
      names: [...entries.values()].map(({ name }) => name),
      async text(name) {
        const entry = entryOf(name);
        if (entry === null) return null;
        const chunks: Buffer[] = [];
        const target = new Writable({
          write(chunk: Buffer, _encoding, done) {
            chunks.push(chunk);
            done();
          },
        });
        const read = await copy(path, zip, entry, target, { signal, onBytes: () => undefined });
        return { ...read, text: Buffer.concat(chunks).toString("utf8") };
      },
      async extract(name, target, onBytes) {
        const entry =
          entryOf(name) ??
          fail("workspace_file.damaged", { path, entry: writeEntryName(name), cause: "it is missing" });
        return copy(path, zip, entry, writeStream(target, { flags: "wx", mode: 0o600 }), {
          signal,
          onBytes,
        });
      },
    });
  } finally {
    zip.close();
  }
}

async function readEntries(
  path: string,
  zip: ZipFile,
  archiveBytes: number,
): Promise<ReadonlyMap<string, { readonly name: EntryName; readonly entry: Entry }>> {
  const entries = new Map<string, { readonly name: EntryName; readonly entry: Entry }>();
  let storedBytes = 0;
  for await (const entry of zip.eachEntry()) {
    const refuse = (cause: string): never =>
      fail("workspace_file.damaged", { path, entry: shortened(entry.fileName), cause });
    const name = readEntryName(entry.fileName) ?? refuse("no such part belongs in a workspace file");
    if (entries.has(entry.fileName)) refuse("it is there twice");
    if (entries.size >= MOST_ENTRIES) refuse("there are too many parts");
    if (entry.isEncrypted()) refuse("it is encrypted");
    if (!isPlainFile(entry)) refuse("it is no plain file");
    if (isParquet(name) && entry.compressionMethod !== STORED) refuse("it is packed in another way");
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
      refuse("it is packed in another way");
    if (!isParquet(name) && isBomb(entry)) refuse("it claims to hold far more than is in it");
    storedBytes += entry.compressedSize;
    // Parts that share bytes would make more of the archive than it is.
    if (storedBytes > archiveBytes) refuse("its parts overlap");
    entries.set(entry.fileName, { name, entry });
  }
  return entries;
}

async function copy(
  path: string,
  zip: ZipFile,
  entry: Entry,
  target: Writable,
  {
    signal,
    onBytes,
  }: { readonly signal: AbortSignal | undefined; readonly onBytes: (bytes: number) => void },
): Promise<ReadPart> {
  const hash = createHash("sha256");
  let checksum = 0;
  let sizeBytes = 0;
  const checked = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      checksum = crc32(chunk, checksum);
      sizeBytes += chunk.length;
      if (sizeBytes > entry.uncompressedSize) throw new Error("it holds more than it claims");
      hash.update(chunk);
      onBytes(chunk.length);
      yield chunk;
    }
  };
  try {
    await pipeline(
      await zip.openReadStreamPromise(entry),
      checked,
      target,
      signal === undefined ? {} : { signal },
    );
    if (checksum !== entry.crc32) throw new Error("its checksum is wrong");
  } catch (error) {
    throw asDamage(path, entry.fileName, error, signal);
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

function isParquet({ kind }: EntryName): boolean {
  return kind === "lineItems" || kind === "formerLineItems" || kind === "formerSums";
}

function isPlainFile(entry: Entry): boolean {
  const mode = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  return !entry.fileName.endsWith("/") && (mode === 0 || mode === REGULAR_FILE);
}

function isBomb({ uncompressedSize, compressedSize }: Entry): boolean {
  if (uncompressedSize > MOST_TEXT_BYTES) return true;
  return uncompressedSize > SMALL_TEXT_BYTES && uncompressedSize > compressedSize * HIGHEST_TEXT_RATIO;
}

async function statOf(path: string): Promise<{ readonly size: number }> {
  const found = await stat(path).catch(() => null);
  if (found === null) return fail("file.not_found", { path });
  return found.isFile() ? found : fail("workspace_file.foreign", { path }, "no");
}

/** Other files are told apart from damaged ones by how they begin. */
async function demandZip(path: string): Promise<void> {
  const file = await open(path, "r").catch((error: unknown) => {
    const cause = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return fail("file.unreadable", { path, cause });
  });
  try {
    const head = Buffer.alloc(LOCAL_FILE.length);
    await file.read(head, 0, head.length, 0);
    if (!head.equals(LOCAL_FILE)) fail("workspace_file.foreign", { path }, "no");
  } finally {
    await file.close();
  }
}

/** What went wrong while an archive was read, as the failure that is shown. */
function asDamage(path: string, entry: string, error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return new AppError(failure("cancelled", {}));
  if (error instanceof AppError) return error;
  const refused = diskFailure(error);
  if (refused !== null) return new AppError(refused);
  const cause = error instanceof Error ? error.message : String(error);
  return new AppError(
    failure(
      "workspace_file.damaged",
      { path, entry: shortened(entry), cause: shortened(cause) },
      "user",
      cause,
    ),
  );
}

/** Text out of a stranger's file as it may stand in a sentence. */
function shortened(text: string): string {
  const plain = text.replaceAll(/[^\x20-\x7e]/g, "?").replaceAll(";", ",");
  return plain.length > 120 ? `${plain.slice(0, 120)}...` : plain;
}
