import type { Delivery } from "../../delivery/delivery.ts";
import { parseScaled } from "../../money/decimal.ts";
import { type AthenaStatement, athenaStatement } from "../../sql/athena-statement.ts";
import { type BillingPeriod, type DateRange, rangeOfPeriod } from "../../time/period.ts";
import { answerFrom } from "../query/answer.ts";
import { bucketsOf } from "../query/buckets.ts";
import { type AnswerRow, groupLimit } from "../query/compile.ts";
import type { CostAnswer, CostQuery, MissingMetric } from "../query/cost-query.ts";
import { answerCurrency } from "../query/answer-currency.ts";
import { deliveriesFor, deliveriesIn, divideByMetric } from "../query/plan.ts";
import type { AthenaTable } from "./athena-table.ts";
import { compileForAthena } from "./compile-athena.ts";
import { deliveryOf, heldOnly, type PeriodSurvey } from "./survey.ts";
import type { AthenaRows, TableQuestion } from "./table-question.ts";

/** What has to be known of the table before it can be asked: all its periods that the range touches. */
export function periodsToSurvey(
  { partitions }: Pick<AthenaTable, "partitions">,
  range: DateRange,
): readonly BillingPeriod[] {
  return [...partitions.keys()].filter((period) => {
    const { from, to } = rangeOfPeriod(period);
    return from < range.to && to > range.from;
  });
}

/** A question on its way through Athena. */
export type AthenaPlan = {
  /** Null where no period can answer, so that there is nothing to ask. */
  readonly statement: AthenaStatement | null;
  readonly query: CostQuery;
  readonly buckets: readonly string[];
  readonly limit: number;
  readonly able: readonly Delivery[];
  readonly missing: readonly MissingMetric[];
  /** The newest period there is, whose last day bounds what is known; null where only earlier ones were looked at. */
  readonly newest: PeriodSurvey | null;
};

/** Costs, answered over the line items of a table. */
export function costQuestion(query: CostQuery): TableQuestion<CostAnswer> {
  return {
    range: query.range,
    plan(table, surveys) {
      const plan = planForAthena(table, surveys, query);
      const { statement, able } = plan;
      const periods = able.map(({ billingPeriod }) => billingPeriod);
      return {
        asks: statement === null ? [] : [{ statement, periods }],
        read: ([rows = []]) => answerOfAthena(plan, rows),
      };
    },
  };
}

/** Plans a question over the surveyed periods of a table, as the same question is planned over a workspace. */
export function planForAthena(
  table: AthenaTable,
  surveys: readonly PeriodSurvey[],
  query: CostQuery,
): AthenaPlan {
  const { held, able, missing, asked } = takingPart(table, surveys, query);
  const buckets = bucketsOf(query.range, query.granularity);
  const limit = groupLimit(query, buckets.length);
  const request = {
    deliveries: asked,
    metric: query.metric,
    granularity: query.granularity,
    range: query.range,
    dimensions: query.groupBy,
    filters: query.filters,
    profiles: query.profiles ?? [],
  };
  const statement =
    asked.length === 0
      ? null
      : athenaStatement(compileForAthena({ table, request, currency: query.currency, limit }));
  const last = [...table.partitions.keys()].at(-1);
  const seesLast = surveys.some(({ billingPeriod }) => billingPeriod === last);
  const newest = (seesLast ? held.at(-1) : null) ?? null;
  return { statement, query, buckets, limit, able, missing, newest };
}

/**
 * Periods of a table that hold anything, those that are `able` to give the metric and what the others lack, and those to be
 * asked, which the filters let through.
 */
export function takingPart(
  table: AthenaTable,
  surveys: readonly PeriodSurvey[],
  { range, metric, filters }: Pick<CostQuery, "range" | "metric" | "filters">,
) {
  const held = heldOnly(surveys);
  const deliveries = held.map((survey) => deliveryOf(table, survey));
  const { able, missing } = divideByMetric(deliveriesIn(deliveries, range), metric);
  return { held, able, missing, asked: deliveriesFor(able, filters) };
}

/** Puts the rows of the statement together; cells are text as Athena gives them, labels are left for the caller. */
export function answerOfAthena(plan: AthenaPlan, rows: AthenaRows): CostAnswer {
  const { query, buckets, limit, able, missing, newest } = plan;
  const currencies = [...new Set(rows.flatMap(([, , , currency]) => currency ?? []))].toSorted();
  return answerFrom(rows.filter(([slot]) => slot !== "0").map(answerRow), {
    buckets,
    missing,
    limit,
    currencies,
    currency: answerCurrency(query, currencies),
    answeredFrom: "lineItems",
    periods: new Set(able.map(({ billingPeriod }) => billingPeriod)),
    newestPeriod: newest?.billingPeriod ?? null,
    lastDay: newest?.lastDay ?? null,
  });
}

function answerRow([
  slot = "",
  lastRank = "",
  bucket = "",
  ,
  amount = null,
  lineItems = "",
  units = null,
  ...key
]: AthenaRows[number]): AnswerRow {
  return {
    slot: Number(slot),
    lastRank: Number(lastRank),
    bucket: Number(bucket),
    amount: amount === null ? null : parseScaled(amount),
    lineItems: Number(lineItems),
    units: units === null ? [] : textsOf(JSON.parse(units)),
    key,
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
