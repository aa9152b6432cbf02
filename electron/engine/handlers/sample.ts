import { fail } from "#core/result/failure.ts";
import { isUsageDate } from "#core/time/period.ts";
import { runSampleJob } from "../jobs/sample-job.ts";
import type { Parts } from "./parts.ts";

export function sampleHandlers({ contract: { sample }, session, jobs, now }: Parts) {
  return sample.router({
    start: sample.start.handler(({ input: { today } }) => {
      if (!isUsageDate(today)) fail("query.invalid", { at: "today", problem: "it is not a day" }, "no");
      const workspace = session.current();
      return jobs.start({
        job: "sample",
        title: "Sample company",
        writes: true,
        run: (context) => runSampleJob({ workspace, today, now }, context),
      });
    }),
  });
}
