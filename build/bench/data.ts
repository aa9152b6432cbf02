import { existsSync } from "node:fs";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../../electron/engine/sample/write-sample.ts";

/** The files both sides read, and what the generator knows of them. */
export type BenchData = {
  readonly directory: string;
  readonly csvFiles: readonly string[];
  readonly rows: number;
  readonly gzipBytes: number;
  readonly unblended: string;
};

const FILES = 2;
const PERIOD = "2026-10";
/** First day without data. */
export const DATA_END = "2026-11-01";

/** One closed month of hourly line items, 150 columns, two gzip files; made once per seed and size. */
export async function benchData(
  root: string,
  size: { readonly rows: number; readonly seed: number },
): Promise<BenchData> {
  const directory = join(root, `data-${size.rows}-${size.seed}`);
  const note = join(directory, "bench-data.json");
  if (existsSync(note)) return JSON.parse(await readFile(note, "utf8"));
  process.stderr.write(`generating ${size.rows} line items\n`);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const written = await writeSample({
    directory: join(directory, "delivery"),
    world: {
      ...closedOptions(PERIOD, 1),
      seed: String(size.seed),
      rows: size.rows,
      hourlyMonths: 1,
      commitments: false,
    },
    format: "legacy",
    options: { rowsPerFile: Math.ceil(size.rows / FILES), wide: true },
    gzipLevel: 6,
  });
  const csvFiles = written.files.filter((file) => file.endsWith(".csv.gz"));
  const sizes = await Promise.all(csvFiles.map(async (file) => (await stat(file)).size));
  const data: BenchData = {
    directory: join(directory, "delivery"),
    csvFiles,
    rows: written.totals.overall.rows,
    gzipBytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
    unblended: written.totals.overall.metrics["unblended"] ?? "",
  };
  await writeFile(note, JSON.stringify(data));
  return data;
}
