import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, inflateSync } from "node:zlib";
import { fromBufferPromise } from "yauzl";

/**
 * Files below a folder that hold a text: as it is, as JSON, base64 or an address would have it, or as Chromium keeps strings; also
 * inside of what is packed: workbooks, workspace files, gzip and PDF.
 */
export async function filesHolding(directory: string, text: string): Promise<readonly string[]> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const held = await Promise.all(
    files.map(async (path) => {
      const content = await readFile(path).catch(() => Buffer.alloc(0));
      const parts = [Buffer.from(path), content, ...(await unpacked(content))];
      return parts.some((part) => holds(part, text)) ? [path] : [];
    }),
  );
  return held.flat();
}

function holds(content: Buffer, text: string): boolean {
  const forms = [text, JSON.stringify(text).slice(1, -1), btoa(text), encodeURIComponent(text)];
  return forms.some((form) => content.includes(form)) || content.includes(Buffer.from(text, "utf16le"));
}

async function unpacked(content: Buffer): Promise<readonly Buffer[]> {
  if (content.subarray(0, 4).equals(Buffer.from("PK\x03\x04", "latin1"))) return zipEntries(content);
  if (content.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) return [gunzipSync(content)];
  return content.subarray(0, 5).toString("latin1") === "%PDF-" ? pdfStreams(content) : [];
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
