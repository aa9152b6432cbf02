import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { ImportReport, ImportWarning, PeriodSummary, SkippedPath } from "#core/ingest/import-report.ts";
import { AppError, fail } from "#core/result/failure.ts";
import type { Database } from "../duckdb/database.ts";
import { writingTo } from "../files/disk-full.ts";
import type { ImportContext } from "./context.ts";
import { deliver } from "./deliver.ts";
import { openSpillingScratch } from "../duckdb/scratch.ts";
import { withinImportMemory } from "./memory.ts";
import { ImportProgress, type OnProgress } from "./progress.ts";
import { type Planned, survey } from "./survey.ts";

export type ImportOptions = {
  readonly database: Database;
  /** The workspace folder. */
  readonly directory: string;
  readonly paths: readonly string[];
  /** Files to leave out. A file that a manifest lists takes its whole delivery with it. */
  readonly leaveOut: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress;
  readonly now: () => Date;
};

/** Failures that concern the workspace or the whole job, not one delivery. */
const STOPPING: ReadonlySet<string> = new Set([
  "cancelled",
  "disk.full",
  "workspace.damaged",
  "workspace.locked",
]);

/** Imports everything the paths hold. A delivery that fails is reported and changes nothing; the others go on. */
export async function importPaths(options: ImportOptions): Promise<ImportReport> {
  const { signal, now } = options;
  const started = now().getTime();
  new ImportProgress(0, options.onProgress ?? (() => undefined)).phase("inspecting", options.paths[0] ?? "");
  const surveyed = await survey(options.paths, signal);
  const planned = surveyed.planned.flatMap((each) => without(each, new Set(options.leaveOut)));
  if (planned.length === 0 && surveyed.skipped.length === 0)
    fail("ingest.nothing_to_import", { paths: options.paths }, "user");
  const report = new Report(surveyed.skipped, surveyed.warnings);
  await importPlanned(options, { planned, bytes: bytesOf(planned), report });
  return report.finish(now().getTime() - started);
}

type Work = {
  /** Deliveries as they become known. */
  readonly planned: Iterable<Planned> | AsyncIterable<Planned>;
  readonly bytes: number;
  readonly report: Report;
};

type Staging = Omit<ImportOptions, "paths" | "leaveOut">;

/** Imports one delivery after the other in a staging folder of its own. */
export async function importPlanned(options: Staging, { planned, bytes, report }: Work): Promise<void> {
  await inStaging(options, bytes, async (next) => {
    for await (const each of planned) {
      const context = next();
      await report.add(each, context);
      await clear(context.staging);
    }
  });
}

/** Does work that needs a staging folder, which goes with it; `next` gives what one delivery is read with. */
export async function inStaging<T>(
  { database, directory, signal, now, onProgress }: Staging,
  bytes: number,
  work: (next: () => ImportContext) => Promise<T>,
): Promise<T> {
  const progress = new ImportProgress(bytes, onProgress ?? (() => undefined));
  const job = join(directory, "staging", randomUUID());
  const scratch = openSpillingScratch(join(job, "spilled"));
  const common = { database, scratch, directory, signal, progress, now, published: new Set<string>() };
  let number = 0;
  const next = (): ImportContext => ({ ...common, staging: join(job, String((number += 1))) });
  try {
    return await writingTo(directory, () => withinImportMemory(database, () => work(next)));
  } finally {
    await scratch.close();
    await clear(job);
  }
}

/** What is left of staging goes at the next opening. */
async function clear(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** Collects what becomes of each delivery. */
export class Report {
  readonly #periods: PeriodSummary[] = [];
  readonly #unchanged: string[] = [];
  readonly #skipped: SkippedPath[];
  readonly #warnings: ImportWarning[];

  constructor(skipped: readonly SkippedPath[], warnings: readonly ImportWarning[]) {
    this.#skipped = [...skipped];
    this.#warnings = [...warnings];
  }

  skip(skipped: SkippedPath): void {
    this.#skipped.push(skipped);
  }

  async add(planned: Planned, context: ImportContext): Promise<void> {
    try {
      const delivered = await deliver(planned, context);
      if (delivered.kind === "unchanged") this.#unchanged.push(...delivered.deliveryIds);
      else {
        this.#periods.push(...delivered.entries.flatMap(({ summaries }) => summaries));
        this.#warnings.push(...delivered.warnings);
      }
    } catch (error) {
      if (!(error instanceof AppError) || STOPPING.has(error.failure.code)) throw error;
      this.#skipped.push({
        path: culprit(error, planned),
        failure: error.failure,
        billingPeriod: planned.billingPeriod,
      });
    }
    context.progress.published(bytesOf([planned]), planned.reportName);
  }

  finish(elapsedMs: number): ImportReport {
    return {
      periods: this.#periods,
      unchanged: this.#unchanged,
      skipped: this.#skipped,
      warnings: this.#warnings,
      elapsedMs,
    };
  }
}

function culprit({ failure }: AppError, planned: Planned): string {
  return "path" in failure.params
    ? failure.params.path
    : (planned.manifest ?? planned.files[0]?.snapshot.path ?? "");
}

function without(planned: Planned, leaveOut: ReadonlySet<string>): readonly Planned[] {
  const isOut = (path: string) => leaveOut.has(path);
  const files = planned.files.filter(({ snapshot }) => !isOut(snapshot.path));
  const isWhole = files.length === planned.files.length;
  if (planned.manifest !== null) return isWhole && !isOut(planned.manifest) ? [planned] : [];
  return files.length === 0 ? [] : [{ ...planned, files }];
}

function bytesOf(planned: readonly Planned[]): number {
  return planned.flatMap(({ files }) => files).reduce((total, { snapshot }) => total + snapshot.sizeBytes, 0);
}
