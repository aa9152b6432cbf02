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
