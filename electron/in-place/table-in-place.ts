import { readTable, type AthenaTable } from "#core/cost/athena/athena-table.ts";
import { refuse } from "#core/cost/athena/cannot-run.ts";
import { type AthenaPlan, periodsToSurvey, planForAthena } from "#core/cost/athena/plan-athena.ts";
import { type PeriodSurvey, readSurvey, surveyStatement } from "#core/cost/athena/survey.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { type AthenaStatement, athenaStatement } from "#core/sql/athena-statement.ts";
import { type BillingPeriod, type DateRange, rangeOfPeriod } from "#core/time/period.ts";
import type { Athena, AthenaPlace } from "../aws/athena/athena.ts";
import { type Delivered, lookAtDelivered } from "../aws/athena/delivered.ts";
import { openKeptAnswers, type Rows } from "./kept-answers.ts";
import { type Limits, openPaidQueries, type PaidQueries, type Surroundings } from "./paid-queries.ts";

export type InPlaceAsked = Limits & {
  /** Of the workspace: what was read on a day and the answers are kept there. */
  readonly directory: string;
  readonly place: AthenaPlace;
  readonly table: string;
};

/** Makes the question once the days that the table holds are known. */
export type QueryOf = (held: DateRange | null) => CostQuery | null;

/** A statement over some periods, with its rows where they are kept. */
export type Lookup = { readonly rows: Rows | null; keep(rows: Rows): Promise<void> };

/** A table in AWS, looked at as far as that is free. */
export type TableInPlace = {
  readonly table: AthenaTable;
  readonly query: CostQuery;
  /** All that have to be known before the question can be planned. */
  readonly periods: readonly BillingPeriod[];
  readonly delivered: Delivered;
  readonly paid: PaidQueries;
  lookUp(statement: AthenaStatement, periods: readonly BillingPeriod[]): Promise<Lookup>;
};

/** Null where there is no question, as the table holds no day. */
export async function openTableInPlace(
  { directory, place, table: name, ...limits }: InPlaceAsked,
  queryOf: QueryOf,
  surroundings: Surroundings,
): Promise<TableInPlace | null> {
  const paid = await openPaidQueries(directory, place, limits, surroundings);
  const table = await tableOf(paid.athena, name);
  const query = queryOf(heldBy(table));
  if (query === null) return null;
  const periods = periodsToSurvey(table, query.range);
  const delivered = await lookAtDelivered(surroundings.session, table, periods);
  const kept = openKeptAnswers(directory, surroundings.now);
  return {
    table,
    query,
    periods,
    delivered,
    paid,
    async lookUp(statement, of) {
      if (delivered.type === "unknown") return { rows: null, keep: async () => {} };
      const files = of.map((period) => [period, delivered.periods.get(period)?.fingerprint]);
      const decidedBy = [place.region, statement, files];
      return { rows: await kept.find(decidedBy), keep: (rows) => kept.keep(decidedBy, rows) };
    },
  };
}

/** What is kept of the looks at the periods, and the periods that nothing is kept of. */
export type KnownPeriods = {
  readonly rows: Rows;
  readonly lacking: readonly { readonly period: BillingPeriod; readonly keep: Lookup["keep"] }[];
};

export async function knownPeriods({ table, periods, lookUp }: TableInPlace): Promise<KnownPeriods> {
  const found = await Promise.all(
    periods.map(async (period) => ({
      period,
      ...(await lookUp(athenaStatement(surveyStatement(table, [period])), [period])),
    })),
  );
  return {
    rows: found.flatMap(({ rows }) => rows ?? []),
    lacking: found.filter(({ rows }) => rows === null),
  };
}

export function planInPlace(
  { table, query, periods }: TableInPlace,
  rows: Rows,
): { readonly plan: AthenaPlan; readonly surveys: readonly PeriodSurvey[] } {
  const surveys = readSurvey(table, periods, rows);
  const planned = planForAthena(table, surveys, query);
  return planned.type === "plan" ? { plan: planned.plan, surveys } : refuse(table.table, planned.reason);
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
