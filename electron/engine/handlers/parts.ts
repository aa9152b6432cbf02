import { implement } from "@orpc/server";
import { engineContract } from "#core/contract/engine.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { SampleWriter } from "../sample/sample-writer.ts";
import type { Session } from "../workspace/session.ts";

/** What the handlers of every domain are made from. */
export type Parts = {
  readonly contract: EngineImplementer;
  readonly session: Session;
  readonly jobs: Jobs;
  readonly now: () => Date;
  /** Starts making what first looks would wait for, where the engine was told to. */
  readonly prepare: () => Promise<void>;
  readonly writeSample: SampleWriter;
};

export type EngineImplementer = ReturnType<typeof implementEngine>;

/** Input is validated always; answers only where they are checked for tests and development. */
export function implementEngine(checkAnswers: boolean) {
  return implement(engineContract, checkAnswers ? {} : { initialOutputValidationIndex: Number.NaN });
}
