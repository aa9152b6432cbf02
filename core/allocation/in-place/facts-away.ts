import type { AthenaTable } from "../../cost/athena/athena-table.ts";
import { tableFacts } from "../../cost/athena/compile-athena.ts";
import { deliveryOf, heldOnly, type PeriodSurvey } from "../../cost/athena/survey.ts";
import type { AthenaRows, TableAsk, TableQuestion } from "../../cost/athena/table-question.ts";
import type { Filter } from "../../cost/filter/filter.ts";
import type { MissingMetric } from "../../cost/query/cost-query.ts";
import { deliveriesIn, divideByMetric } from "../../cost/query/plan.ts";
import type { Delivery } from "../../delivery/delivery.ts";
import { athenaStatement } from "../../sql/athena-statement.ts";
import type { BillingPeriod, DateRange, UsageDate } from "../../time/period.ts";
import type { NeededFacts } from "../fact-questions.ts";

/** What is asked of a table: needed facts, of its periods that the range touches. */
export type FactsPiece = {
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  readonly needed: readonly NeededFacts[];
};

/** Facts of periods that were asked for in AWS. */
export type FactsAway = {
  readonly facts: readonly {
    readonly id: string;
    /** Those that can answer the metric, and what the others lack. */
    readonly periods: readonly BillingPeriod[];
    readonly missing: readonly MissingMetric[];
    /** Rows `bucket, currency, unit, k0 ... kn, amount, line_items`. */
    readonly rows: AthenaRows;
  }[];
  /** The newest period of a table and its last day, where it was looked at. */
  readonly newest: { readonly billingPeriod: BillingPeriod; readonly lastDay: UsageDate | null } | null;
};

/** The facts of a table. What AWS still delivers anew is asked by itself, so that closed months are paid for once. */
export function factsQuestion({ range, filters, needed }: FactsPiece): TableQuestion<FactsAway> {
  return {
    range,
    reads: needed.length,
    plan(table, surveys) {
      const held = heldOnly(surveys);
      const deliveries = held.map((survey) => deliveryOf(table, survey));
      const parts = needed.map((one) => ({ ...one, ...planned(table, { deliveries, filters, ...one }) }));
      return {
        asks: parts.flatMap(({ asks }) => asks),
        read(rows) {
          const left = [...rows];
          const facts = parts.map(({ id, asks, able, missing }) => ({
            id,
            periods: periodsOfAll(able),
            missing,
            rows: left.splice(0, asks.length).flat(),
          }));
          return { facts, newest: newestOf(table, held) };
        },
      };
    },
  };
}

type Planned = NeededFacts & {
  readonly deliveries: readonly Delivery[];
  readonly filters: readonly Filter[];
};

function planned(table: AthenaTable, { question, deliveries, filters }: Planned) {
  const { able, missing } = divideByMetric(deliveriesIn(deliveries, question.range), question.metric);
  const last = lastPeriod(table);
  const parts = [
    able.filter(({ billingPeriod }) => billingPeriod !== last),
    able.filter(({ billingPeriod }) => billingPeriod === last),
  ];
  const asks = parts
    .filter((own) => own.length > 0)
    .map((own): TableAsk => {
      const request = { ...question, deliveries: own, filters: [...question.filters, ...filters] };
      return { statement: athenaStatement(tableFacts(table, request)), periods: periodsOfAll(own) };
    });
  return { able, missing, asks };
}

/** The facts of several pieces as those of one. */
export function joinFacts(parts: readonly FactsAway[]): FactsAway {
  const ids = [...new Set(parts.flatMap(({ facts }) => facts.map(({ id }) => id)))];
  const newest = parts.flatMap((part) => part.newest ?? []);
  return {
    facts: ids.map((id) => {
      const own = parts.flatMap(({ facts }) => facts.filter((one) => one.id === id));
      return {
        id,
        periods: [...new Set(own.flatMap(({ periods }) => periods))].toSorted(),
        missing: own.flatMap(({ missing }) => missing),
        rows: own.flatMap(({ rows }) => rows),
      };
    }),
    newest:
      newest.toSorted(
        (a, b) =>
          compareText(b.billingPeriod, a.billingPeriod) || compareText(b.lastDay ?? "", a.lastDay ?? ""),
      )[0] ?? null,
  };
}

function newestOf(table: AthenaTable, held: readonly PeriodSurvey[]): FactsAway["newest"] {
  const newest = held.at(-1);
  if (newest === undefined || newest.billingPeriod !== lastPeriod(table)) return null;
  return { billingPeriod: newest.billingPeriod, lastDay: newest.lastDay };
}

function lastPeriod({ partitions }: AthenaTable): BillingPeriod | undefined {
  return [...partitions.keys()].at(-1);
}

function periodsOfAll(deliveries: readonly Delivery[]): readonly BillingPeriod[] {
  return deliveries.map(({ billingPeriod }) => billingPeriod);
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
