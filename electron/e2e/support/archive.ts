import { readFile } from "node:fs/promises";

type Entry = {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly integrity?: { readonly hash: string };
};

/** The files of an Electron archive with their SHA-256, as its header says. */
export async function archiveFiles(path: string): Promise<ReadonlyMap<string, string>> {
  const bytes = await readFile(path);
  // Two pickled numbers, the size of the header and the length of its text, then the text.
  const header = bytes.toString("utf8", 16, 16 + bytes.readUInt32LE(12));
  return new Map(list(JSON.parse(header), ""));
}

function list({ files = {}, integrity }: Entry, path: string): readonly (readonly [string, string])[] {
  if (integrity !== undefined) return [[path, integrity.hash]];
  return Object.entries(files).flatMap(([name, entry]) =>
    list(entry, path === "" ? name : `${path}/${name}`),
  );
}
