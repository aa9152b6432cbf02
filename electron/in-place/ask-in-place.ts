import { type PeriodSurvey, surveyStatement } from "#core/cost/athena/survey.ts";
import type { AthenaRows, TableAsk, TableQuestion } from "#core/cost/athena/table-question.ts";
import type { Failure } from "#core/result/failure.ts";
import { athenaStatement } from "#core/sql/athena-statement.ts";
import { type Asking, openPaidQueries, type PaidQueries } from "./paid-queries.ts";
import {
  knownPeriods,
  lookAtQuestion,
  planInPlace,
  type QuestionInPlace,
  type ReportInPlace,
} from "./table-in-place.ts";

export type InPlaceAnswer<T> = ReadInPlace & {
  readonly answer: T;
  /** What the table holds of the periods that were looked at. */
  readonly surveys: readonly PeriodSurvey[];
};

/** What a question has read. */
export type ReadInPlace = {
  /** Bytes that each query of the question has read, the look at the periods first. */
  readonly scannedBytes: readonly number[];
  /** When the oldest of the kept rows was paid for; null where all were read now. */
  readonly keptAt: string | null;
  /** Why the answer is not kept for the next time; null where it is. */
  readonly notKept: Failure | null;
};

/** Answers a question over a table in AWS. What was asked before is free, until AWS delivers its periods anew. */
export async function askInPlace<T>(
  report: ReportInPlace,
  asked: TableQuestion<T>,
  asking: Asking,
): Promise<InPlaceAnswer<T>> {
  const question = await lookAtQuestion(report, asked);
  const { delivered } = question;
  const paid = openPaidQueries(report, asking);
  const known = await report.inTurn(() => allPeriods(question, paid));
  const { plan, surveys } = planInPlace(question, known);
  const told = [];
  for (const ask of plan.asks) told.push(await rowsOf(question, paid, ask));
  return {
    answer: plan.read(told.map(({ rows }) => rows)),
    surveys,
    scannedBytes: paid.scannedBytes(),
    keptAt: told.flatMap(({ keptAt }) => keptAt ?? []).toSorted()[0] ?? null,
    notKept: delivered.type === "unknown" ? delivered.why : null,
  };
}

/** Each period is kept by itself, but all that are lacking are one query: every query is paid as 10 MB at least. */
async function allPeriods(question: QuestionInPlace<unknown>, paid: PaidQueries): Promise<AthenaRows> {
  const { rows, lacking } = await knownPeriods(question);
  if (lacking.length === 0) return rows;
  const wanted = lacking.map(({ period }) => period);
  const read = await paid.pay(athenaStatement(surveyStatement(question.report.table, wanted)));
  for (const { period, keep } of lacking) await keep(read.filter(([of]) => of === period));
  return [...rows, ...read];
}

/** Two questions that need the same statement pay for it once: the second finds what the first has kept. */
function rowsOf(
  { report, lookUp }: QuestionInPlace<unknown>,
  paid: PaidQueries,
  { statement, periods }: TableAsk,
): Promise<{ readonly rows: AthenaRows; readonly keptAt: string | null }> {
  return report.inTurnOf(JSON.stringify(statement), async () => {
    const { rows, keptAt, keep } = await lookUp(statement, periods);
    if (rows !== null) return { rows, keptAt };
    const read = await paid.pay(statement);
    await keep(read);
    return { rows: read, keptAt: null };
  });
}
