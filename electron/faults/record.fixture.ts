import { createHash } from "node:crypto";
import fs from "node:fs";
import disk, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { dirname, join, relative } from "node:path";
import { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** A disk as a power cut leaves it: folders, and what each file holds by name of a blob. */
export type Cut = { readonly folders: readonly string[]; readonly files: Readonly<Record<string, string>> };

/**
 * What may be left of what was not synced: nothing at all, or all names with nothing in the files. A file system may also leave
 * something in between.
 */
export const REMAINS = ["synced", "names"] as const;
export type Remains = (typeof REMAINS)[number];

const { readdirSync, readFileSync, statSync, writeFileSync, mkdirSync, existsSync } = fs;
const DATABASE = /\.duckdb(\.wal)?$/;

/**
 * Follows in this process what reaches the disk for good: contents with the sync of a file, names with that of its folder.
 * DuckDB syncs by itself: its files count as they are after each of its statements outside of a transaction. After every sync
 * it writes down what a power cut would leave, and says so.
 */
export function record(root: string, out: string, say: (line: string) => void): void {
  const recorder = new Recorder(root, out, say);
  const { open } = disk;
  Object.assign(disk, {
    async open(path: string, ...rest: never[]): Promise<FileHandle> {
      const handle = await open(path, ...rest);
      const { sync } = handle;
      return Object.assign(handle, {
        async sync() {
          await sync.call(handle);
          recorder.synced(path);
        },
      });
    },
  });
  syncBuiltinESMExports();
  const { run } = DuckDBConnection.prototype;
  let isInTransaction = false;
  Object.assign(DuckDBConnection.prototype, {
    async run(this: DuckDBConnection, text: string, ...rest: never[]) {
      const result = await run.call(this, text, ...rest);
      if (text === "BEGIN") isInTransaction = true;
      if (text === "COMMIT" || text === "ROLLBACK") isInTransaction = false;
      if (!isInTransaction) recorder.databasesSynced(text === "COMMIT");
      return result;
    },
  });
  const { closeSync } = DuckDBInstance.prototype;
  Object.assign(DuckDBInstance.prototype, {
    closeSync(this: DuckDBInstance) {
      closeSync.call(this);
      recorder.databasesSynced(false);
    },
  });
}

type Entry = { readonly inode: number; readonly isFolder: boolean };

class Recorder {
  readonly #root: string;
  readonly #out: string;
  readonly #say: (line: string) => void;
  /** Blob of a file as it was last synced, by inode. */
  readonly #contents = new Map<number, string>();
  /** Entries of a folder as they were last synced. */
  readonly #names = new Map<string, ReadonlyMap<string, Entry>>();
  #number = 0;
  #last = "";

  constructor(root: string, out: string, say: (line: string) => void) {
    this.#root = root;
    this.#out = out;
    this.#say = say;
    mkdirSync(join(out, "blobs"), { recursive: true });
    this.#learn(root);
  }

  synced(path: string): void {
    if (relative(this.#root, path).startsWith("..")) return;
    if (statSync(path).isDirectory()) this.#names.set(path, listing(path));
    else this.#contents.set(statSync(path).ino, this.#blob(path));
    this.#cut();
  }

  databasesSynced(isCommit: boolean): void {
    for (const path of filesBelow(this.#root).filter((file) => DATABASE.test(file))) {
      this.#contents.set(statSync(path).ino, this.#blob(path));
      const folder = dirname(path);
      const known = new Map(this.#names.get(folder) ?? []);
      const present = listing(folder);
      for (const [name, entry] of present) if (DATABASE.test(name)) known.set(name, entry);
      for (const name of known.keys()) if (DATABASE.test(name) && !present.has(name)) known.delete(name);
      this.#names.set(folder, known);
    }
    if (isCommit) this.#cut();
  }

  /** What lies there at the beginning has been there for long. */
  #learn(folder: string): void {
    const entries = listing(folder);
    this.#names.set(folder, entries);
    for (const [name, { inode, isFolder }] of entries)
      if (isFolder) this.#learn(join(folder, name));
      else this.#contents.set(inode, this.#blob(join(folder, name)));
  }

  #cut(): void {
    const cuts = Object.fromEntries(REMAINS.map((remains) => [remains, this.#left(remains)]));
    const text = JSON.stringify(cuts);
    if (text === this.#last) return;
    this.#last = text;
    this.#number += 1;
    writeFileSync(join(this.#out, `${this.#number}.json`), text);
    this.#say(`cut ${this.#number}`);
  }

  #left(remains: Remains): Cut {
    const folders: string[] = [];
    const files: Record<string, string> = {};
    const walk = (folder: string): void => {
      const entries =
        remains === "names" ? listing(folder) : (this.#names.get(folder) ?? new Map<string, Entry>());
      for (const [name, { inode, isFolder }] of entries) {
        const path = join(folder, name);
        if (isFolder) {
          folders.push(relative(this.#root, path));
          walk(path);
        } else files[relative(this.#root, path)] = this.#contents.get(inode) ?? "";
      }
    };
    walk(this.#root);
    return { folders, files };
  }

  #blob(path: string): string {
    const bytes = readFileSync(path);
    const name = createHash("sha256").update(bytes).digest("hex");
    const file = join(this.#out, "blobs", name);
    if (!existsSync(file)) writeFileSync(file, bytes);
    return name;
  }
}

function listing(folder: string): ReadonlyMap<string, Entry> {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return new Map(
    entries.flatMap((entry) => {
      const found = statSync(join(folder, entry.name), { throwIfNoEntry: false });
      return found === undefined
        ? []
        : [[entry.name, { inode: found.ino, isFolder: entry.isDirectory() }] as const];
    }),
  );
}

function filesBelow(folder: string): readonly string[] {
  return [...listing(folder)].flatMap(([name, { isFolder }]) =>
    isFolder ? filesBelow(join(folder, name)) : [join(folder, name)],
  );
}
