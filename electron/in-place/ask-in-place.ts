import { answerOfAthena, type AthenaPlan } from "#core/cost/athena/plan-athena.ts";
import { type PeriodSurvey, surveyStatement } from "#core/cost/athena/survey.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import type { Failure } from "#core/result/failure.ts";
import { athenaStatement } from "#core/sql/athena-statement.ts";
import type { Rows } from "./kept-answers.ts";
import { type Asking, openPaidQueries, type PaidQueries } from "./paid-queries.ts";
import {
  knownPeriods,
  lookAtQuestion,
  planInPlace,
  type QuestionInPlace,
  type ReportInPlace,
} from "./table-in-place.ts";

export type InPlaceAnswer = {
  readonly answer: CostAnswer;
  /** What the table holds of the periods that were looked at. */
  readonly surveys: readonly PeriodSurvey[];
  /** Bytes that each query of the question has read, the look at the periods first. */
  readonly scannedBytes: readonly number[];
  /** When the answer was paid for; null where that is now. */
  readonly keptAt: string | null;
  /** Why the answer is not kept for the next time; null where it is. */
  readonly notKept: Failure | null;
};

/** Answers a question over a table in AWS. What was asked before is free, until AWS delivers its periods anew. */
export async function askInPlace(
  report: ReportInPlace,
  query: CostQuery,
  asking: Asking,
): Promise<InPlaceAnswer> {
  const question = await lookAtQuestion(report, query);
  const { delivered } = question;
  const paid = openPaidQueries(report, asking);
  const known = await report.inTurn(() => allPeriods(question, paid));
  const { plan, surveys } = planInPlace(question, known);
  const { rows, keptAt } = await rowsOf(question, paid, plan);
  return {
    answer: answerOfAthena(plan, rows),
    surveys,
    scannedBytes: paid.scannedBytes(),
    keptAt,
    notKept: delivered.type === "unknown" ? delivered.why : null,
  };
}

/** Each period is kept by itself, but all that are lacking are one query: every query is paid as 10 MB at least. */
async function allPeriods(question: QuestionInPlace, paid: PaidQueries): Promise<Rows> {
  const { rows, lacking } = await knownPeriods(question);
  if (lacking.length === 0) return rows;
  const wanted = lacking.map(({ period }) => period);
  const read = await paid.pay(athenaStatement(surveyStatement(question.report.table, wanted)));
  for (const { period, keep } of lacking) await keep(read.filter(([of]) => of === period));
  return [...rows, ...read];
}

async function rowsOf(
  { lookUp }: QuestionInPlace,
  paid: PaidQueries,
  { statement, able }: AthenaPlan,
): Promise<{ readonly rows: Rows; readonly keptAt: string | null }> {
  if (statement === null) return { rows: [], keptAt: null };
  const { rows, keptAt, keep } = await lookUp(
    statement,
    able.map(({ billingPeriod }) => billingPeriod),
  );
  if (rows !== null) return { rows, keptAt };
  const read = await paid.pay(statement);
  await keep(read);
  return { rows: read, keptAt: null };
}
