import {
  type AthenaTable,
  type CatalogueTable,
  type PartitionValues,
  readTable,
} from "#core/cost/athena/athena-table.ts";
import { refuse } from "#core/cost/athena/cannot-run.ts";
import { periodsToSurvey } from "#core/cost/athena/plan-athena.ts";
import { type PeriodSurvey, readSurvey, surveyStatement } from "#core/cost/athena/survey.ts";
import type { AthenaRows, TablePlan, TableQuestion } from "#core/cost/athena/table-question.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { type AthenaStatement, athenaStatement, LONGEST_STATEMENT } from "#core/sql/athena-statement.ts";
import { type BillingPeriod, type DateRange, rangeOfPeriod } from "#core/time/period.ts";
import { openAthena, type AthenaOptions, type AthenaPlace } from "../aws/athena/athena.ts";
import type { Delivered } from "../aws/athena/delivered.ts";
import type { AwsSession } from "../aws/identity/session.ts";
import type { KeptAnswers } from "./kept-answers.ts";
import type { Payer } from "./paid-queries.ts";

/** A report that is asked in AWS: its table as the catalogue has it, who pays, and what was paid for before. */
export type ReportInPlace = Payer & {
  readonly table: AthenaTable;
  /** US dollars per 10^12 bytes. */
  readonly pricePerTb: Decimal;
  readonly kept: KeptAnswers;
  readonly delivered: (periods: readonly BillingPeriod[]) => Promise<Delivered>;
  /** Looks at periods one after the other, so that none is paid for twice. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Asks the same statement one after the other, likewise. */
  readonly inTurnOf: <T>(statement: string, work: () => Promise<T>) => Promise<T>;
};

/** A statement over some periods, with its rows where they are kept. */
export type Lookup = {
  readonly rows: AthenaRows | null;
  /** When they were paid for. */
  readonly keptAt: string | null;
  keep(rows: AthenaRows): Promise<void>;
};

/** A question of a report, looked at as far as that is free. */
export type QuestionInPlace<T> = {
  readonly report: ReportInPlace;
  readonly question: TableQuestion<T>;
  /** All that have to be known before the question can be planned. */
  readonly periods: readonly BillingPeriod[];
  readonly delivered: Delivered;
  lookUp(statement: AthenaStatement, periods: readonly BillingPeriod[]): Promise<Lookup>;
};

export async function lookAtQuestion<T>(
  report: ReportInPlace,
  question: TableQuestion<T>,
): Promise<QuestionInPlace<T>> {
  const { table, place, kept } = report;
  // What cannot be asked at all is refused before anything is paid for.
  question.plan(table, []);
  const periods = periodsToSurvey(table, question.range);
  const delivered = await report.delivered(periods);
  return {
    report,
    question,
    periods,
    delivered,
    async lookUp(statement, of) {
      if (delivered.type === "unknown") return { rows: null, keptAt: null, keep: async () => {} };
      const files = of.map((period) => [period, delivered.periods.get(period)?.fingerprint]);
      const decidedBy = [place.region, statement, files];
      const found = await kept.find(decidedBy);
      return {
        rows: found?.rows ?? null,
        keptAt: found?.keptAt ?? null,
        keep: (rows) => kept.keep(decidedBy, rows),
      };
    },
  };
}

/** What is kept of the looks at the periods, and the periods that nothing is kept of. */
export type KnownPeriods = {
  readonly rows: AthenaRows;
  readonly lacking: readonly { readonly period: BillingPeriod; readonly keep: Lookup["keep"] }[];
};

export async function knownPeriods({
  report,
  periods,
  lookUp,
}: QuestionInPlace<unknown>): Promise<KnownPeriods> {
  const found = await Promise.all(
    periods.map(async (period) => ({
      period,
      ...(await lookUp(athenaStatement(surveyStatement(report.table, [period])), [period])),
    })),
  );
  return {
    rows: found.flatMap(({ rows }) => rows ?? []),
    lacking: found.filter(({ rows }) => rows === null),
  };
}

export function planInPlace<T>(
  { report: { table }, question, periods }: QuestionInPlace<T>,
  rows: AthenaRows,
): { readonly plan: TablePlan<T>; readonly surveys: readonly PeriodSurvey[] } {
  const surveys = readSurvey(table, periods, rows);
  const plan = question.plan(table, surveys);
  for (const { statement } of plan.asks) {
    const { length } = statement.text;
    if (length > LONGEST_STATEMENT)
      refuse(table.table, { type: "tooLong", length, limit: LONGEST_STATEMENT });
  }
  return { plan, surveys };
}

/** A table as the catalogue has it, with the values of its partition keys. */
export type Catalogued = {
  readonly catalogue: CatalogueTable;
  readonly partitions: readonly PartitionValues[];
};

/** Asks the catalogue, which is free. */
export async function lookUpTable(
  session: AwsSession,
  place: AthenaPlace,
  name: string,
  options: AthenaOptions,
): Promise<Catalogued> {
  const athena = openAthena(session, place, options);
  const catalogue = await athena.table(name);
  const partitions = catalogue.partitionKeys.length === 0 ? [] : await athena.partitions(catalogue);
  return { catalogue, partitions };
}

export function reportTableOf({ catalogue, partitions }: Catalogued): AthenaTable {
  const read = readTable(catalogue, partitions);
  return read.type === "table" ? read.table : refuse(catalogue.table, read.reason);
}

/** All days of the periods that the table has. */
export function daysOf({ partitions }: AthenaTable): DateRange | null {
  const periods = [...partitions.keys()];
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { from: rangeOfPeriod(first).from, to: rangeOfPeriod(last).to };
}
