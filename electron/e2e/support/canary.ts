import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Files below a folder that hold a text: as it is, as JSON, base64 or an address would have it, or as Chromium keeps strings. */
export async function filesHolding(directory: string, text: string): Promise<readonly string[]> {
  const forms = [text, JSON.stringify(text).slice(1, -1), btoa(text), encodeURIComponent(text)];
  const wide = Buffer.from(text, "utf16le");
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const held = await Promise.all(
    files.map(async (path) => {
      const content = await readFile(path).catch(() => Buffer.alloc(0));
      return forms.some((form) => content.includes(form) || path.includes(form)) || content.includes(wide)
        ? [path]
        : [];
    }),
  );
  return held.flat();
}
