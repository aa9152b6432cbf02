import { answerOfAthena, type AthenaPlan } from "#core/cost/athena/plan-athena.ts";
import { type PeriodSurvey, surveyStatement } from "#core/cost/athena/survey.ts";
import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import type { Failure } from "#core/result/failure.ts";
import { athenaStatement } from "#core/sql/athena-statement.ts";
import type { Rows } from "./kept-answers.ts";
import type { Surroundings } from "./paid-queries.ts";
import {
  type InPlaceAsked,
  knownPeriods,
  openTableInPlace,
  planInPlace,
  type QueryOf,
  type TableInPlace,
} from "./table-in-place.ts";

export type InPlaceAnswer = {
  readonly answer: CostAnswer;
  /** What the table holds of the periods that were looked at. */
  readonly surveys: readonly PeriodSurvey[];
  /** Bytes that each query of the question has read, the look at the periods first. */
  readonly scannedBytes: readonly number[];
  readonly todayBytes: number;
  /** Why the answer is not kept for the next time; null where it is. */
  readonly notKept: Failure | null;
};

/** Answers a question over a table in AWS. What was asked before is free, until AWS delivers its periods anew. */
export async function askInPlace(
  asked: InPlaceAsked,
  queryOf: QueryOf,
  surroundings: Surroundings,
): Promise<InPlaceAnswer | null> {
  const place = await openTableInPlace(asked, queryOf, surroundings);
  if (place === null) return null;
  const { delivered, paid } = place;
  const { plan, surveys } = planInPlace(place, await allPeriods(place));
  return {
    answer: answerOfAthena(plan, await rowsOf(place, plan)),
    surveys,
    scannedBytes: paid.scannedBytes(),
    todayBytes: paid.todayBytes(),
    notKept: delivered.type === "unknown" ? delivered.why : null,
  };
}

/** Each period is kept by itself, but all that are lacking are one query: every query is paid as 10 MB at least. */
async function allPeriods(place: TableInPlace): Promise<Rows> {
  const { rows, lacking } = await knownPeriods(place);
  if (lacking.length === 0) return rows;
  const wanted = lacking.map(({ period }) => period);
  const read = await place.paid.pay(athenaStatement(surveyStatement(place.table, wanted)));
  for (const { period, keep } of lacking) await keep(read.filter(([of]) => of === period));
  return [...rows, ...read];
}

async function rowsOf({ lookUp, paid }: TableInPlace, { statement, able }: AthenaPlan): Promise<Rows> {
  if (statement === null) return [];
  const { rows, keep } = await lookUp(
    statement,
    able.map(({ billingPeriod }) => billingPeriod),
  );
  if (rows !== null) return rows;
  const read = await paid.pay(statement);
  await keep(read);
  return read;
}
