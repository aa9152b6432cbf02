import { readFile } from "node:fs/promises";
import type { Manner } from "./points.fixture.ts";

/** What build/docs/faults.md says of a point, by manner. */
export type Documented = Readonly<Record<Manner, string>>;

const ROW = /^\| `([a-z-]+\.[a-z-]+)` +\| (.+?) +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm;

/** The table of points by name. */
export async function documentedPoints(): Promise<ReadonlyMap<string, Documented>> {
  const text = await readFile(new URL("../../build/docs/faults.md", import.meta.url), "utf8");
  return new Map(
    [...text.matchAll(ROW)].map(([, name = "", kill = "", full = "", failing = "", hang = ""]) => [
      name,
      { kill, ENOSPC: full, EIO: failing, hang },
    ]),
  );
}
