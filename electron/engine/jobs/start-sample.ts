import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { JobId } from "#core/job/job.ts";
import { sampleParts } from "#core/sample/parts.ts";
import { defaultOptions } from "#core/sample/world.ts";
import type { BillingPeriod, UsageDate } from "#core/time/period.ts";
import { writingTo } from "../files/disk-full.ts";
import type { SampleWriter } from "../sample/sample-writer.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import type { Jobs } from "./jobs.ts";
import { runSampleJob } from "./sample-job.ts";
import { markFinished, markUnfinished, unfinishedSample } from "./sample-marker.ts";

type Parts = {
  readonly jobs: Jobs;
  readonly workspace: OpenWorkspace;
  readonly now: () => Date;
  readonly write: SampleWriter;
};

/**
 * Makes the sample in two jobs, so that its overview opens after a few months while the others are still being made. Gives
 * the first job; the second starts when that has succeeded.
 */
export function startSample(parts: Parts, today: UsageDate): JobId {
  const { jobs, workspace } = parts;
  const world = defaultOptions(today);
  const id = jobs.start({
    job: "sample",
    title: "Sample company",
    writes: true,
    run: (context) =>
      writingTo(workspace.directory, async () => {
        await rm(join(workspace.directory, "sample"), { recursive: true, force: true });
        await markUnfinished(workspace.directory, today);
        return runSampleJob({ ...parts, world, months: sampleParts(world).first }, context);
      }),
  });
  void jobs.ended(id).then(({ state }) => {
    if (state.kind === "succeeded") startLaterMonths(parts, today, sampleParts(world).later);
  });
  return id;
}

/** Goes on with a sample whose later months were never made because the app ended. */
export async function resumeSample(parts: Parts): Promise<void> {
  const today = await unfinishedSample(parts.workspace.directory);
  if (today === null) return;
  const { first, later } = sampleParts(defaultOptions(today));
  // Months that are held already change nothing.
  startLaterMonths(parts, today, [...first, ...later]);
}

function startLaterMonths(parts: Parts, today: UsageDate, months: readonly BillingPeriod[]): void {
  parts.jobs.start({
    job: "sample",
    title: "Sample company, earlier months",
    writes: true,
    async run(context) {
      const report = await runSampleJob({ ...parts, world: defaultOptions(today), months }, context);
      await markFinished(parts.workspace.directory);
      return report;
    },
  });
}
