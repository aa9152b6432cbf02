import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { closedOptions, DEFAULT_MONTHS } from "#core/sample/world.ts";
import { writeSample } from "../../../electron/engine/sample/write-sample.ts";

/** A company's bills of thirteen months, every one hour by hour, with all commitments. */
export type ViewsData = {
  readonly directory: string;
  readonly rows: number;
};

const LAST_PERIOD = "2026-10";
/** First day without data. */
export const VIEWS_END = "2026-11-01";
const ROWS_PER_FILE = 250_000;

/** Made once per number of rows and seed. */
export async function viewsData(
  root: string,
  size: { readonly rows: number; readonly seed: number },
): Promise<ViewsData> {
  const directory = join(root, `views-${size.rows}-${size.seed}`);
  const note = join(directory, "views-data.json");
  if (existsSync(note)) return JSON.parse(await readFile(note, "utf8"));
  process.stderr.write(`generating ${size.rows} line items of ${DEFAULT_MONTHS} billing periods\n`);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const written = await writeSample({
    directory: join(directory, "delivery"),
    world: {
      ...closedOptions(LAST_PERIOD, DEFAULT_MONTHS),
      seed: String(size.seed),
      rows: size.rows,
      hourlyMonths: DEFAULT_MONTHS,
    },
    format: "legacy",
    options: { rowsPerFile: ROWS_PER_FILE },
    onProgress: ({ monthsDone, months }) => process.stderr.write(`  ${monthsDone} of ${months}\n`),
  });
  const data: ViewsData = {
    directory: join(directory, "delivery"),
    rows: written.totals.overall.rows,
  };
  await writeFile(note, JSON.stringify(data));
  return data;
}

/** Bills of three years as separate deliveries, each month about as large as the others. */
export type GrowthData = {
  /** The files of each month, oldest first. */
  readonly months: readonly (readonly string[])[];
  readonly rows: number;
};

const GROWTH_MONTHS = 36;

/** Made once per number of rows and seed. */
export async function growthData(
  root: string,
  size: { readonly rows: number; readonly seed: number },
): Promise<GrowthData> {
  const directory = join(root, `growth-${size.rows}-${size.seed}`);
  const note = join(directory, "growth-data.json");
  if (existsSync(note)) return JSON.parse(await readFile(note, "utf8"));
  process.stderr.write(`generating ${size.rows} line items of ${GROWTH_MONTHS} billing periods\n`);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const months: (readonly string[])[] = [];
  const written = await writeSample({
    directory: join(directory, "delivery"),
    world: {
      ...closedOptions(LAST_PERIOD, GROWTH_MONTHS),
      seed: String(size.seed),
      rows: size.rows,
      hourlyMonths: GROWTH_MONTHS,
    },
    format: "legacy",
    onMonth: (paths) => months.push(paths),
  });
  const data: GrowthData = { months, rows: written.totals.overall.rows };
  await writeFile(note, JSON.stringify(data));
  return data;
}
