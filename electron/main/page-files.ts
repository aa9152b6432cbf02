import { readdirSync } from "node:fs";
import { extname, join } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
};

export type PageFile = { readonly path: string; readonly type: string };

/** Every file of the built page by its address. Only what is in here is ever served: no address is turned into a path. */
export function listPageFiles(folder: string, address = "/"): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      for (const [below, file] of listPageFiles(path, `${address}${entry.name}/`)) files.set(below, file);
    }
    const type = TYPES[extname(entry.name)];
    if (entry.isFile() && type !== undefined) files.set(`${address}${entry.name}`, { path, type });
  }
  return files;
}
