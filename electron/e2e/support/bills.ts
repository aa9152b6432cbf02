import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { closedOptions, defaultOptions } from "#core/sample/world.ts";
import { writeSample } from "../../engine/sample/write-sample.ts";

/** The month all these bills are for. */
export const BILLED_MONTH = "2026-02";

/** Folders as a user would drop them on the window. */
export type Bills = {
  /** A month of a few thousand line items. */
  readonly small: string;
  readonly smallRows: number;
  /** The same month again, delivered later and long enough to be interrupted while it is read. */
  readonly large: string;
  readonly largeRows: number;
  /** A bit more than a year of an organization, up to yesterday, with all that a bill can hold. */
  readonly year: string;
  /** One file of which the end is missing. */
  readonly damaged: string;
};

const FEW = 3_000;
const MANY = 150_000;
const YEAR_ROWS = 20_000;

export async function writeBills(folder: string, today: string): Promise<Bills> {
  const year = join(folder, "year");
  await writeSample({
    directory: year,
    world: { ...defaultOptions(today), rows: YEAR_ROWS },
    format: "legacy",
  });
  const small = await writeMonth(join(folder, "small"), FEW);
  const large = await writeMonth(join(folder, "large"), MANY);
  return {
    year,
    small: join(folder, "small"),
    smallRows: small.rows,
    large: join(folder, "large"),
    largeRows: large.rows,
    damaged: await cutShort(small.dataFile, join(folder, "damaged")),
  };
}

async function writeMonth(directory: string, rows: number) {
  const { files, totals } = await writeSample({
    directory,
    world: { ...closedOptions(BILLED_MONTH, 1), rows },
    format: "legacy",
  });
  const dataFile = files.find((file) => file.endsWith(".csv.gz"));
  if (dataFile === undefined) throw new Error(`no data file among ${files.join(", ")}`);
  return { dataFile, rows: totals.overall.rows };
}

/** What a download leaves that was broken off. */
async function cutShort(file: string, folder: string): Promise<string> {
  const bytes = await readFile(file);
  const damaged = join(folder, basename(file));
  await mkdir(folder, { recursive: true });
  await writeFile(damaged, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
  return damaged;
}
