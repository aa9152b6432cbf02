import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ImportReport } from "#core/ingest/import-report.ts";
import type { Progress } from "#core/job/job.ts";
import { fail } from "#core/result/failure.ts";
import { defaultOptions } from "#core/sample/world.ts";
import { isUsageDate } from "#core/time/period.ts";
import { importPaths } from "../ingest/import.ts";
import type { JobContext } from "../jobs/jobs.ts";
import { writeSample, type SampleProgress } from "../sample/write-sample.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import type { Parts } from "./parts.ts";

/** Share of the whole job that generating takes; importing takes the rest. */
const GENERATING = 0.5;

export function sampleHandlers({ contract: { sample }, session, jobs, now }: Parts) {
  return sample.router({
    start: sample.start.handler(({ input }) => {
      if (!isUsageDate(input.today)) fail("query.invalid", { at: "today", problem: "it is not a day" }, "no");
      const workspace = session.current();
      return jobs.start({
        job: "sample",
        title: "Sample company",
        writes: true,
        run: (context) => openSample(workspace, input.today, context, now),
      });
    }),
  });
}

/** Generates the deliveries into the workspace, where they stay as the source of its line items, and imports them. */
async function openSample(
  workspace: OpenWorkspace,
  today: string,
  { signal, report }: JobContext,
  now: () => Date,
): Promise<ImportReport> {
  const sources = join(workspace.directory, "sample");
  await generate(join(workspace.directory, "staging", "sample"), sources, today, { signal, report });
  const onProgress = (progress: Progress): void =>
    report({
      ...progress,
      fraction: progress.fraction === null ? null : GENERATING + progress.fraction * (1 - GENERATING),
      remainingMs: null,
    });
  return importPaths({ ...workspace, paths: [sources], leaveOut: [], signal, onProgress, now });
}

/** Written in the staging folder first, so that a killed process leaves the former files or none. */
async function generate(
  staging: string,
  sources: string,
  today: string,
  { signal, report }: JobContext,
): Promise<void> {
  const onProgress = (progress: SampleProgress): void => report(generating(progress));
  try {
    await writeSample({
      directory: staging,
      world: defaultOptions(today),
      format: "legacy",
      signal,
      onProgress,
    });
    await rm(sources, { recursive: true, force: true });
    await rename(staging, sources);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

function generating({ monthsDone, months, billingPeriod }: SampleProgress): Progress {
  return {
    phase: "generating",
    fraction: (monthsDone / months) * GENERATING,
    doneBytes: 0,
    totalBytes: 0,
    rows: 0,
    remainingMs: null,
    subject: billingPeriod,
  };
}
