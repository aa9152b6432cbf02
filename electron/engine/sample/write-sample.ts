import { createWriteStream } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Readable, type TransformOptions } from "node:stream";
import { createGzip, type ZlibOptions } from "node:zlib";
import type { SampleMonth } from "#core/sample/calendar.ts";
import { LEGACY_REPORT } from "#core/sample/legacy-report.ts";
import type { ReportFile, ReportOptions, ReportWriter, SampleFormat } from "#core/sample/report.ts";
import { totalsLedger, type SampleTotals, type TotalsLedger } from "#core/sample/totals.ts";
import { createWorld, type SampleWorld, type WorldOptions } from "#core/sample/world.ts";

export type WriteSampleRequest = {
  /** Stands for the bucket: keys of the delivery become paths below it. */
  readonly directory: string;
  readonly world: WorldOptions;
  readonly format: SampleFormat;
  readonly options?: Partial<ReportOptions>;
  readonly gzipLevel?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SampleProgress) => void;
};

/** Months written so far. */
export type SampleProgress = {
  readonly monthsDone: number;
  readonly months: number;
  readonly billingPeriod: string;
};

export type WrittenSample = {
  readonly totals: SampleTotals;
  /** Data files and manifests, as paths. */
  readonly files: readonly string[];
};

const ROWS_PER_FILE = 25_000;
const FAST_GZIP = 1;
/** Lets the generator run ahead of the compressor, which works on another core. */
const AHEAD_BYTES = 8 * 1024 * 1024;

const WRITERS: Readonly<Record<"legacy", ReportWriter>> = { legacy: LEGACY_REPORT };

/** Writes a sample delivery with manifests below a directory and tells what it holds. */
export async function writeSample(request: WriteSampleRequest): Promise<WrittenSample> {
  const world = createWorld(request.world);
  const writer = WRITERS["legacy"];
  const ledger = totalsLedger(writer.metrics, "USD");
  const files: string[] = [];
  for (const [index, month] of world.months.entries()) {
    files.push(...(await writeMonth(request, world, month, writer, ledger)));
    request.onProgress?.({
      monthsDone: index + 1,
      months: world.months.length,
      billingPeriod: month.billingPeriod,
    });
  }
  return { totals: ledger.totals(), files };
}

async function writeMonth(
  request: WriteSampleRequest,
  world: SampleWorld,
  month: SampleMonth,
  writer: ReportWriter,
  ledger: TotalsLedger,
): Promise<readonly string[]> {
  const options: ReportOptions = {
    rowsPerFile: ROWS_PER_FILE,
    wide: false,
    parquet: false,
    ...request.options,
  };
  const report = writer.month(world, month, ledger, options);
  const paths: string[] = [];
  for (const file of report.files) paths.push(await writeFileOf(request, file));
  for (const { key, text } of report.manifests()) {
    const path = join(request.directory, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    paths.push(path);
  }
  return paths;
}

/** Written beside its final name first, so that a killed run leaves no file that looks whole. */
async function writeFileOf(request: WriteSampleRequest, file: ReportFile): Promise<string> {
  const path = join(request.directory, file.key);
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.part`;
  const gzip: ZlibOptions & TransformOptions = {
    level: request.gzipLevel ?? FAST_GZIP,
    writableHighWaterMark: AHEAD_BYTES,
    chunkSize: 262_144,
  };
  await pipeline(
    Readable.from(file.chunks, { objectMode: true, highWaterMark: 4 }),
    createGzip(gzip),
    createWriteStream(partial),
    ...(request.signal === undefined ? [] : [{ signal: request.signal }]),
  );
  await rename(partial, path);
  return path;
}
