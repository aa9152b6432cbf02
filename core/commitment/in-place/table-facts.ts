import type { AthenaTable } from "../../cost/athena/athena-table.ts";
import { overTable } from "../../cost/athena/compile-athena.ts";
import { deliveryOf, heldOnly, type PeriodSurvey } from "../../cost/athena/survey.ts";
import type { AthenaRows, TableQuestion } from "../../cost/athena/table-question.ts";
import { filterCondition } from "../../cost/filter/filter-sql.ts";
import type { Filter } from "../../cost/filter/filter.ts";
import { type ColumnFamily, type Delivery, familyOf } from "../../delivery/delivery.ts";
import { type AthenaStatement, athenaStatement } from "../../sql/athena-statement.ts";
import { join, raw, sql, type Sql } from "../../sql/sql.ts";
import type { BillingPeriod, DateRange } from "../../time/period.ts";
import { factsByDay, factsOfLineItems } from "../facts.ts";
import { partsOfColumns } from "../line-item-parts-of.ts";

/** What is asked of a table: facts of all its periods that the range touches, whole. */
export type CommitmentPiece = { readonly range: DateRange; readonly filters: readonly Filter[] };

/** Facts by the day of periods that were asked for in AWS, in the columns of `FACT_TYPES`; cells are text. */
export type CommitmentsAway = {
  readonly periods: readonly { readonly billingPeriod: BillingPeriod; readonly family: ColumnFamily }[];
  readonly rows: AthenaRows;
};

/** Columns of facts by the day, in their order, and their types in DuckDB. */
const FACT_TYPES: readonly (readonly [name: string, type: string])[] = [
  ["billing_period", "VARCHAR"],
  ["start", "TIMESTAMP"],
  ["hours", "INTEGER"],
  ["currency", "VARCHAR"],
  ["account", "VARCHAR"],
  ["role", "VARCHAR"],
  ["kind", "VARCHAR"],
  ["program", "VARCHAR"],
  ["arn", "VARCHAR"],
  ["plan_type", "VARCHAR"],
  ["scope", "VARCHAR"],
  ["reservable", "BOOLEAN"],
  ["pool", "VARCHAR"],
  ["list", "DECIMAL(38,18)"],
  ["cost", "DECIMAL(38,18)"],
  ["committed", "DECIMAL(38,18)"],
  ["used", "DECIMAL(38,18)"],
  ["reserved_units", "DECIMAL(38,18)"],
  ["unused_units", "DECIMAL(38,18)"],
  ["units", "DECIMAL(38,18)"],
  ["no_list", "BIGINT"],
  ["no_cost", "BIGINT"],
  ["no_committed", "BIGINT"],
  ["term", "VARCHAR"],
  ["payment", "VARCHAR"],
  ["starts", "VARCHAR"],
  ["ends", "VARCHAR"],
  ["instances", "VARCHAR"],
  ["instance_type", "VARCHAR"],
  ["region", "VARCHAR"],
  ["line_items", "BIGINT"],
  ["facts", "BIGINT"],
];

/**
 * Facts of a table by the day. Every period is a statement of its own that no question changes: once it is paid for, any
 * range is answered from it until AWS delivers the period anew.
 */
export function commitmentsQuestion({ range, filters }: CommitmentPiece): TableQuestion<CommitmentsAway> {
  return {
    range,
    plan(table, surveys) {
      const held = heldOnly(surveys);
      const family = familyOf(table.format);
      return {
        asks: held.map((survey) => ({
          statement: statementOf(table, survey, filters),
          periods: [survey.billingPeriod],
        })),
        read: (rows) => ({
          periods: held.map(({ billingPeriod }) => ({ billingPeriod, family })),
          rows: rows.flat(),
        }),
      };
    },
  };
}

function statementOf(table: AthenaTable, survey: PeriodSurvey, filters: readonly Filter[]): AthenaStatement {
  return athenaStatement(tableCommitments(table, deliveryOf(table, survey), filters));
}

function tableCommitments(table: AthenaTable, delivery: Delivery, filters: readonly Filter[]): Sql {
  return overTable(table, [delivery], (source) => {
    const conditions = [source.counts, ...(filters.length === 0 ? [] : [filterCondition(filters, source)])];
    const hourly = factsOfLineItems({
      ...source,
      parts: partsOfColumns(table.format, source.columns),
      billingPeriod: delivery.billingPeriod,
      where: join(conditions, " AND "),
    });
    return factsByDay(sql`(SELECT hourly.*, 1 AS facts FROM (${hourly}) AS hourly)`);
  });
}

const AWAY = raw("commitments_away");

/** Makes a table of facts that came as rows, in the types of kept ones; it is the connection's own. */
export function tableOfRows(rows: AthenaRows): Sql {
  const columns = FACT_TYPES.map(([name, type], at) => raw(`cells[${at + 1}]::${type} AS ${name}`));
  // Each row is taken apart by itself: as one value of nested lists the whole takes several times as long.
  return sql`CREATE OR REPLACE TEMP TABLE ${AWAY} AS
    SELECT ${join(columns)} FROM (SELECT unnest(from_json(${JSON.stringify(rows)}, '["JSON"]'))::VARCHAR[] AS cells)`;
}

/** Facts of some periods of that table as the relation that kept ones are. */
export function factsAway(periods: readonly BillingPeriod[]): Sql {
  return sql`(SELECT * FROM ${AWAY} WHERE billing_period IN (${join(periods)}))`;
}
