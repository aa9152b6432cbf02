import type { TableQuestion } from "#core/cost/athena/table-question.ts";
import type { Failure } from "#core/result/failure.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import {
  knownPeriods,
  lookAtQuestion,
  planInPlace,
  type QuestionInPlace,
  type ReportInPlace,
} from "./table-in-place.ts";

/** What a question would read, told without asking it. */
export type InPlaceEstimate = {
  /** What each query to come reads at most; none where all is kept. */
  readonly queries: readonly {
    readonly periods: readonly BillingPeriod[];
    /** Size of the files of these periods; null where they may not be listed. */
    readonly mostBytes: number | null;
  }[];
  /** Why the sizes are not known; null where they are. */
  readonly unknown: Failure | null;
};

/** Looks only at what is free: the list of files, and what is kept. */
export async function estimateInPlace(
  report: ReportInPlace,
  asked: TableQuestion<unknown>,
): Promise<InPlaceEstimate> {
  const question = await lookAtQuestion(report, asked);
  const { delivered } = question;
  const reads = (await readsOf(question)).filter((periods) => periods.length > 0);
  return {
    queries: reads.map((periods) => ({ periods, mostBytes: bytesOf(question, periods) })),
    unknown: delivered.type === "unknown" ? delivered.why : null,
  };
}

/** The periods of each query: the look at those that are not known yet, and the question itself, each of its reads as one until it can be planned. */
async function readsOf(question: QuestionInPlace<unknown>): Promise<readonly (readonly BillingPeriod[])[]> {
  const { rows, lacking } = await knownPeriods(question);
  if (lacking.length > 0) {
    const own = Array.from({ length: question.question.reads ?? 1 }, () => question.periods);
    return [lacking.map(({ period }) => period), ...own];
  }
  const reads = [];
  for (const { statement, periods } of planInPlace(question, rows).plan.asks)
    if ((await question.lookUp(statement, periods)).rows === null) reads.push(periods);
  return reads;
}

function bytesOf({ delivered }: QuestionInPlace<unknown>, periods: readonly BillingPeriod[]): number | null {
  if (delivered.type === "unknown") return null;
  return periods.reduce((sum, period) => sum + (delivered.periods.get(period)?.bytes ?? 0), 0);
}
