import { readTable, type AthenaTable } from "#core/cost/athena/athena-table.ts";
import { refuse } from "#core/cost/athena/cannot-run.ts";
import {
  answerOfAthena,
  type AthenaPlan,
  periodsToSurvey,
  planForAthena,
} from "#core/cost/athena/plan-athena.ts";
import { type PeriodSurvey, readSurvey, surveyStatement } from "#core/cost/athena/survey.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import type { Failure } from "#core/result/failure.ts";
import { type AthenaStatement, athenaStatement } from "#core/sql/athena-statement.ts";
import { type BillingPeriod, type DateRange, rangeOfPeriod } from "#core/time/period.ts";
import type { Athena, AthenaPlace } from "../aws/athena/athena.ts";
import { lookAtDelivered } from "../aws/athena/delivered.ts";
import { type KeptAnswers, openKeptAnswers, type Rows } from "./kept-answers.ts";
import { type Limits, openPaidQueries, type PaidQueries, type Surroundings } from "./paid-queries.ts";

export type InPlaceAsked = Limits & {
  /** Of the workspace: what was read on a day and the answers are kept there. */
  readonly directory: string;
  readonly place: AthenaPlace;
  readonly table: string;
};

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

/**
 * Answers a question over a table in AWS. `queryOf` makes it once the days that the table holds are known. What was asked
 * before is answered from what is kept, until AWS delivers the periods anew.
 */
export async function askInPlace(
  asked: InPlaceAsked,
  queryOf: (held: DateRange | null) => CostQuery | null,
  surroundings: Surroundings,
): Promise<InPlaceAnswer | null> {
  const paid = await openPaidQueries(asked.directory, asked.place, asked, surroundings);
  const table = await tableOf(paid.athena, asked.table);
  const query = queryOf(heldBy(table));
  if (query === null) return null;
  const periods = periodsToSurvey(table, query.range);
  const delivered = await lookAtDelivered(surroundings.session, table, periods);
  const source: Source = {
    table,
    kept: openKeptAnswers(asked.directory, surroundings.now),
    pay: paid.pay,
    keyOf: (statement, of) =>
      delivered.type === "unknown"
        ? null
        : [asked.place.region, statement, of.map((period) => [period, delivered.fingerprints.get(period)])],
  };
  const surveys = await surveyed(source, periods);
  const planned = planForAthena(table, surveys, query);
  if (planned.type === "cannotRun") return refuse(table.table, planned.reason);
  return {
    answer: answerOfAthena(planned.plan, await rowsOf(source, planned.plan)),
    surveys,
    scannedBytes: paid.scannedBytes(),
    todayBytes: paid.todayBytes(),
    notKept: delivered.type === "unknown" ? delivered.why : null,
  };
}

type Source = {
  readonly table: AthenaTable;
  readonly kept: KeptAnswers;
  readonly pay: PaidQueries["pay"];
  /** What decides the rows of a statement; null where it cannot be seen whether AWS has delivered anew. */
  readonly keyOf: (
    statement: AthenaStatement,
    periods: readonly BillingPeriod[],
  ) => readonly unknown[] | null;
};

/** Each period is kept by itself, but all that are lacking are one query: every query is paid as 10 MB at least. */
async function surveyed(
  { table, kept, pay, keyOf }: Source,
  periods: readonly BillingPeriod[],
): Promise<readonly PeriodSurvey[]> {
  const known = await Promise.all(
    periods.map(async (period) => {
      const key = keyOf(athenaStatement(surveyStatement(table, [period])), [period]);
      return { period, key, rows: key && (await kept.find(key)) };
    }),
  );
  const lacking = known.filter(({ rows }) => rows === null);
  const wanted = lacking.map(({ period }) => period);
  const read = wanted.length === 0 ? [] : await pay(athenaStatement(surveyStatement(table, wanted)));
  for (const { period, key } of lacking) {
    const own = read.filter(([of]) => of === period);
    if (key !== null) await kept.keep(key, own);
  }
  return readSurvey(table, periods, [...known.flatMap(({ rows }) => rows ?? []), ...read]);
}

async function rowsOf({ kept, pay, keyOf }: Source, { statement, able }: AthenaPlan): Promise<Rows> {
  if (statement === null) return [];
  const periods = able.map(({ billingPeriod }) => billingPeriod);
  const key = keyOf(statement, periods);
  const found = key && (await kept.find(key));
  if (found !== null) return found;
  const rows = await pay(statement);
  if (key !== null) await kept.keep(key, rows);
  return rows;
}

async function tableOf(athena: Athena, name: string): Promise<AthenaTable> {
  const found = await athena.table(name);
  const partitions = found.partitionKeys.length === 0 ? [] : await athena.partitions(found);
  const read = readTable(found, partitions);
  return read.type === "table" ? read.table : refuse(name, read.reason);
}

/** All days of the periods that the table has. */
function heldBy({ partitions }: AthenaTable): DateRange | null {
  const periods = [...partitions.keys()];
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { from: rangeOfPeriod(first).from, to: rangeOfPeriod(last).to };
}
