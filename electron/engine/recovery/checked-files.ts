import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeDurably } from "../../disk/durable.ts";
import { hashOfFile } from "../catalogue/record.ts";

const FILE = "checked-files.json";
/** A file that nobody has written to is read again after this time: disks lose bits by themselves. */
const GOOD_FOR_MS = 7 * 24 * 3_600_000;

const checked = z.object({
  sizeBytes: z.number(),
  modifiedMs: z.number(),
  changedMs: z.number(),
  sha256: z.string(),
  checkedAt: z.number(),
});
const schema = z.object({ version: z.literal(1), files: z.record(z.string(), checked) });
type Checked = z.infer<typeof checked>;

/** Hashes of a workspace's files. Those read within a week and not written to since are not read again. */
export class CheckedFiles {
  readonly #directory: string;
  readonly #now: number;
  readonly #known: ReadonlyMap<string, Checked>;
  readonly #files = new Map<string, Checked>();

  private constructor(directory: string, now: number, known: ReadonlyMap<string, Checked>) {
    this.#directory = directory;
    this.#now = now;
    this.#known = known;
  }

  static async open(directory: string, now: Date): Promise<CheckedFiles> {
    const text = await readFile(join(directory, FILE), "utf8").catch(() => "");
    return new CheckedFiles(directory, now.getTime(), new Map(Object.entries(filesOf(text))));
  }

  /** The hash a file had when it was checked before. */
  former(path: string): string | null {
    return this.#known.get(path)?.sha256 ?? null;
  }

  /** The hash of a file; null where it cannot be read. `path` is relative to the workspace. */
  async hash(path: string, signal?: AbortSignal): Promise<string | null> {
    const file = join(this.#directory, path);
    const found = await stat(file).catch(() => null);
    if (found === null) return null;
    const seen = { sizeBytes: found.size, modifiedMs: found.mtimeMs, changedMs: found.ctimeMs };
    const known = this.#known.get(path);
    if (known !== undefined && isSame(known, seen) && this.#now - known.checkedAt < GOOD_FOR_MS) {
      this.#files.set(path, known);
      return known.sha256;
    }
    const sha256 = await hashOfFile(file, signal).catch((error: unknown) => {
      if (signal?.aborted === true) throw error;
      return null;
    });
    if (sha256 !== null) this.#files.set(path, { ...seen, sha256, checkedAt: this.#now });
    return sha256;
  }

  /** Remembers what was asked for. Without it files are read once more than needed. */
  async save(): Promise<void> {
    const document = { version: 1, files: Object.fromEntries(this.#files) };
    await writeDurably(join(this.#directory, FILE), JSON.stringify(document)).catch(() => undefined);
  }
}

function isSame(known: Checked, seen: Pick<Checked, "sizeBytes" | "modifiedMs" | "changedMs">): boolean {
  return (
    known.sizeBytes === seen.sizeBytes &&
    known.modifiedMs === seen.modifiedMs &&
    known.changedMs === seen.changedMs
  );
}

function filesOf(text: string): Readonly<Record<string, Checked>> {
  try {
    return schema.parse(JSON.parse(text)).files;
  } catch {
    return {};
  }
}
