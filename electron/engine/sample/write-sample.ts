import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CUR2_REPORT } from "#core/sample/cur2-report.ts";
import { FOCUS_REPORT } from "#core/sample/focus-report.ts";
import { LEGACY_REPORT } from "#core/sample/legacy-report.ts";
import type {
  ReportFile,
  ReportMonth,
  ReportOptions,
  ReportWriter,
  SampleFormat,
} from "#core/sample/report.ts";
import type { SampleMonth } from "#core/sample/calendar.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { totalsLedger, type SampleTotals } from "#core/sample/totals.ts";
import { createWorld, type SampleWorld, type WorldOptions } from "#core/sample/world.ts";
import { writeGzipFile } from "./gzip-file.ts";
import { writeParquetFile } from "./parquet-file.ts";
import { writeText } from "../../disk/named-errors.ts";

export type WriteWorldRequest = {
  /** Stands for the bucket: keys of the delivery become paths below it. */
  readonly directory: string;
  /** Only these months, in this order; all of them, oldest first, when absent. */
  readonly months?: readonly BillingPeriod[];
  readonly format: SampleFormat;
  readonly options?: Partial<ReportOptions>;
  /** 1 (fastest, the default) to 9. */
  readonly gzipLevel?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SampleProgress) => void;
  /** A month lies on the disk as a whole, with these data files and manifests. */
  readonly onMonth?: (paths: readonly string[]) => void;
};

export type WriteSampleRequest = WriteWorldRequest & { readonly world: WorldOptions };

/** Months written so far. */
export type SampleProgress = {
  readonly monthsDone: number;
  readonly months: number;
  readonly billingPeriod: string;
};

export type WrittenSample = {
  readonly totals: SampleTotals;
  /** Data files and manifests of all months, as paths. */
  readonly files: readonly string[];
};

const DEFAULTS: ReportOptions = { rowsPerFile: 25_000, wide: false, parquet: false };
const FAST_GZIP = 1;
const WRITERS: Readonly<Record<SampleFormat, ReportWriter>> = {
  legacy: LEGACY_REPORT,
  cur2: CUR2_REPORT,
  focus: FOCUS_REPORT,
};

/** Writes a sample delivery with manifests below a directory and tells what it holds. */
export async function writeSample({ world, ...request }: WriteSampleRequest): Promise<WrittenSample> {
  return writeWorld(createWorld(world), request);
}

/** As `writeSample`, of a world that is known: to make a large one takes longer than to write a month of it. */
export async function writeWorld(world: SampleWorld, request: WriteWorldRequest): Promise<WrittenSample> {
  const writer = WRITERS[request.format];
  const ledger = totalsLedger(writer.metrics, world.organisation.currency);
  const options = { ...DEFAULTS, ...request.options };
  const files: string[] = [];
  let previous: Promise<void> = Promise.resolve();
  const months = request.months?.flatMap((period) => world.months.filter(isOf(period))) ?? world.months;
  try {
    for (const [index, month] of months.entries()) {
      request.signal?.throwIfAborted();
      const written = await writeMonth(request, writer.month(world, month, ledger, options), options.parquet);
      await previous;
      previous = written.done.then(() => request.onMonth?.(written.paths));
      previous.catch(() => undefined);
      files.push(...written.paths);
      const { billingPeriod } = month;
      request.onProgress?.({ monthsDone: index + 1, months: months.length, billingPeriod });
    }
    await previous;
  } finally {
    // Whoever clears up after a failure must not meet files that are still being written.
    await Promise.allSettled([previous]);
  }
  return { totals: ledger.totals(), files };
}

function isOf(period: BillingPeriod): (month: SampleMonth) => boolean {
  return ({ billingPeriod }) => billingPeriod === period;
}

/** Generates a month; its compression may still go on, which `done` waits for before it writes the manifests. */
async function writeMonth(
  request: WriteWorldRequest,
  report: ReportMonth,
  parquet: boolean,
): Promise<{ readonly paths: readonly string[]; readonly done: Promise<void> }> {
  const paths: string[] = [];
  const pending: Promise<void>[] = [];
  for (const file of report.files) {
    const path = await placeFor(request, file.key);
    paths.push(path);
    const { done } = await writeData(request, path, file, parquet);
    pending.push(done);
  }
  const manifests = report.manifests();
  const done = Promise.all(pending).then(async () => {
    for (const { key, text } of manifests) await writeText(await placeFor(request, key), text);
  });
  done.catch(() => undefined);
  return { paths: [...paths, ...manifests.map(({ key }) => join(request.directory, key))], done };
}

async function writeData(
  request: WriteWorldRequest,
  path: string,
  file: ReportFile,
  parquet: boolean,
): Promise<{ readonly done: Promise<void> }> {
  if (!parquet) return writeGzipFile(path, file.chunks, request.gzipLevel ?? FAST_GZIP, request.signal);
  await writeParquetFile(path, file, request.signal);
  return { done: Promise.resolve() };
}

async function placeFor(request: WriteWorldRequest, key: string): Promise<string> {
  const path = join(request.directory, key);
  await mkdir(dirname(path), { recursive: true });
  return path;
}
