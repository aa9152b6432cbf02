import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { AthenaRows } from "#core/cost/athena/table-question.ts";
import { writeDurably } from "../disk/durable.ts";
import { isCode } from "../host/json-file.ts";

const schema = z.object({
  version: z.literal(2),
  /** When they were paid for. */
  keptAt: z.string(),
  rows: z.array(z.array(z.string().nullable())),
});

export type KeptRows = { readonly rows: AthenaRows; readonly keptAt: string };

/** Rows that were paid for, kept in the workspace under everything that decides them. */
export type KeptAnswers = {
  find(decidedBy: readonly unknown[]): Promise<KeptRows | null>;
  keep(decidedBy: readonly unknown[], rows: AthenaRows): Promise<void>;
};

/** Below the workspace folder. */
export const ANSWERS_FOLDER = "athena-answers";
const MOST_BYTES = 256 * 1024 * 1024;

/** Those looked at longest ago give way to new ones. */
export function openKeptAnswers(directory: string, now: () => Date, mostBytes = MOST_BYTES): KeptAnswers {
  const folder = join(directory, ANSWERS_FOLDER);
  const fileOf = (decidedBy: readonly unknown[]): string =>
    join(folder, `${createHash("sha256").update(JSON.stringify(decidedBy)).digest("hex")}.json`);
  return {
    async find(decidedBy) {
      const file = fileOf(decidedBy);
      const kept = await read(file);
      if (kept !== null) await utimes(file, now(), now());
      return kept;
    },
    async keep(decidedBy, rows) {
      const file = fileOf(decidedBy);
      await writeDurably(file, JSON.stringify({ version: 2, keptAt: now().toISOString(), rows }));
      await utimes(file, now(), now());
      await makeRoom(folder, mostBytes);
    },
  };
}

/** Null for what is not there or cannot be read: it is asked again then, and written anew. */
async function read(file: string): Promise<KeptRows | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(file, "utf8")));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || isCode(error, "ENOENT")) return null;
    throw error;
  }
}

async function makeRoom(folder: string, mostBytes: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /\.(nd)?json$/.test(name));
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return { file: join(folder, name), size, mtimeMs };
    }),
  );
  let bytes = 0;
  for (const { file, size } of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
    bytes += size;
    if (bytes > mostBytes) await rm(file, { force: true });
  }
}
