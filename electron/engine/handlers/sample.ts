import { fail } from "#core/result/failure.ts";
import { isUsageDate } from "#core/time/period.ts";
import { startSample } from "../jobs/start-sample.ts";
import type { Parts } from "./parts.ts";

export function sampleHandlers({ contract: { sample }, session, jobs, now, writeSample }: Parts) {
  return sample.router({
    start: sample.start.handler(({ input: { today } }) => {
      if (!isUsageDate(today)) fail("query.invalid", { at: "today", problem: "it is not a day" }, "no");
      return startSample({ jobs, workspace: session.current(), now, write: writeSample }, today);
    }),
  });
}
