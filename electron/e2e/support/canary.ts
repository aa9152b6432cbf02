import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { constants, gunzipSync, inflateSync } from "node:zlib";
import { fromBufferPromise } from "yauzl";

/** A text that was found, and the file that holds it. */
export type Held = { readonly path: string; readonly text: string };

const CHUNK = 1_048_576;
/** Larger files are searched as they are, but not unpacked. */
const MOST_UNPACKED = 64 * CHUNK;

/**
 * Which of the texts files below a folder hold: as they are, as JSON, base64 or an address would have them, or as Chromium keeps
 * strings; also inside of what is packed: workbooks, workspace files, gzip and PDF. The pages of a Parquet file are packed too and
 * are not opened: of those, and of what a database packs, only names and statistics are seen.
 */
export async function textsHeld(directory: string, texts: readonly string[]): Promise<readonly Held[]> {
  const wanted = [...new Set(texts)]
    .filter((text) => text !== "")
    .map((text) => ({ text, forms: formsOf(text) }));
  const longest = Math.max(0, ...wanted.flatMap(({ forms }) => forms.map((form) => form.length)));
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const held: Held[] = [];
  for (const entry of names.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    let left = wanted;
    const look = (part: Buffer): void => {
      const found = left.filter(({ forms }) => forms.some((form) => part.includes(form)));
      held.push(...found.map(({ text }) => ({ path, text })));
      left = left.filter((each) => !found.includes(each));
    };
    look(Buffer.from(path));
    for await (const part of overlapping(path, longest - 1)) look(part);
    for (const part of await unpackedFile(path)) look(part);
  }
  return held;
}

/** Files below a folder that hold a text, as `textsHeld` finds it. */
export async function filesHolding(directory: string, text: string): Promise<readonly string[]> {
  return (await textsHeld(directory, [text])).map(({ path }) => path);
}

function formsOf(text: string): readonly Buffer[] {
  const plain = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)];
  const written = new Set([...plain, ...[0, 1, 2].map((before) => base64Within(text, before))]);
  return [...written].map((form) => Buffer.from(form)).concat(Buffer.from(text, "utf16le"));
}

/** What stands in base64 for a text that so many bytes come before, whatever they and those after it are. */
function base64Within(text: string, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
    .toString("base64")
    .replace(/=+$/, "");
  const isWhole = (before + Buffer.byteLength(text)) % 3 === 0;
  return encoded.slice(Math.ceil((before * 8) / 6), isWhole ? undefined : -1);
}

/** The content of a file, each part with the end of the one before. A file that is gone meanwhile has none. */
async function* overlapping(path: string, overlap: number): AsyncGenerator<Buffer> {
  let tail = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      const part = Buffer.concat([tail, Buffer.from(chunk)]);
      yield part;
      tail = part.subarray(Math.max(0, part.length - overlap));
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

async function unpackedFile(path: string): Promise<readonly Buffer[]> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size === 0 || size > MOST_UNPACKED) return [];
  return unpacked(await readFile(path));
}

/** Of what is packed in a damaged way, what can still be read. */
async function unpacked(content: Buffer): Promise<readonly Buffer[]> {
  if (content.subarray(0, 4).equals(Buffer.from("PK\x03\x04", "latin1")))
    return zipEntries(content).catch(() => []);
  if (content.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) return gunzipped(content);
  return content.subarray(0, 5).toString("latin1") === "%PDF-" ? pdfStreams(content) : [];
}

function gunzipped(content: Buffer): readonly Buffer[] {
  try {
    return [gunzipSync(content, { finishFlush: constants.Z_SYNC_FLUSH })];
  } catch {
    return [];
  }
}

async function zipEntries(content: Buffer): Promise<readonly Buffer[]> {
  const zip = await fromBufferPromise(content, { lazyEntries: true });
  const parts: Buffer[] = [];
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk));
    const part = Buffer.concat(chunks);
    parts.push(Buffer.from(entry.fileName), part, ...(await unpacked(part)));
  }
  return parts;
}

/** What stands in the compressed streams of a PDF: its descriptions and links, not its drawn text. */
function pdfStreams(content: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let at = content.indexOf("stream\n"); at >= 0; at = content.indexOf("stream\n", at + 1)) {
    const end = content.indexOf("endstream", at);
    try {
      parts.push(inflateSync(content.subarray(at + "stream\n".length, end)));
    } catch {
      // Streams of pictures are packed in other ways.
    }
  }
  return parts;
}
