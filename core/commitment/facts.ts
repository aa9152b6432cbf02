import { keptFile } from "../cost/rollup/rollup.ts";
import { type LineItemSource, lineItemSource, storedPath } from "../cost/source/line-item-source.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { cast, endOfDay, holdsAlike, midnight, roundedHours } from "../sql/dialect.ts";
import { join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import { type BillingPeriod, rangeOfPeriod } from "../time/period.ts";
import {
  ec2Scope,
  isReservable,
  isSpotOrTransfer,
  normalizationFactor,
  planTypeOf,
  poolOf,
  type UsageTraits,
} from "./eligible.ts";
import type { LineItemParts } from "./line-item-parts.ts";
import { lineItemParts } from "./line-item-parts-of.ts";

/** A line item longer than a day in hours: a monthly fee, which is spread over the days it covers. */
export const LONGEST_USAGE_HOURS = 24;
const LONGEST_HOURS = raw(String(LONGEST_USAGE_HOURS));

/** What comes behind period, start and hours. */
const FACT_REST = raw(
  `currency, account, role, kind, program, arn, plan_type, scope, reservable, pool, list, cost, committed, used, reserved_units,
      unused_units, units, no_list, no_cost, no_committed, term, payment, starts, ends, instances, instance_type, region, line_items`,
);

/**
 * What one delivery's line items say about commitments, summed per hour and everything the questions group by: rows
 *
 *     start, hours         first hour and how many; a fee covers no more than the days that have usage yet
 *     currency, account    of the usage, or of the fee
 *     role                 covered, fee, onDemand
 *     kind, program, arn   program: plan type of a Savings Plan, service code of a reservation
 *     plan_type, scope     type of Savings Plan that may pay for the usage; family and Region of EC2 instances
 *     reservable, pool     hours of an instance that reservations are sold for; who shares a benefit
 *     list, cost, committed, used, reserved_units, unused_units, units      exact; `list` at on-demand prices
 *     no_list, no_cost, no_committed      line items whose amount is not told
 *     term, payment, starts, ends, instances, instance_type, region, line_items
 *
 * Usage that no commitment could pay for is left out.
 */
export function commitmentFacts(delivery: Delivery, directory: string): Sql {
  const source = lineItemSource(delivery, directory);
  return factsOfLineItems({
    ...source,
    parts: lineItemParts(delivery),
    billingPeriod: delivery.billingPeriod,
    where: source.counts,
  });
}

/** The line items of one billing period. */
export type CommitmentItems = Pick<LineItemSource, "relation" | "hour" | "dimension"> & {
  readonly parts: LineItemParts;
  readonly billingPeriod: BillingPeriod;
  /** Which of them take part. */
  readonly where: Sql;
};

/** The same of line items wherever they lie. They are named once: Athena would read them again for each mention. */
export function factsOfLineItems({
  relation,
  hour,
  dimension,
  parts,
  billingPeriod,
  where,
}: CommitmentItems): Sql {
  const traits: UsageTraits = {
    service: raw("service"),
    usageType: raw("usage_type"),
    operation: raw("operation"),
    instanceType: raw("instance_type"),
  };
  const hours = hoursOf(raw("start"), raw("usage_end"), midnight(rangeOfPeriod(billingPeriod).to));
  const units = cast(sql`(amount * ${normalizationFactor(traits)})`, "money");
  const seenHours = sql`date_diff('hour', start, ${endOfDay(raw("last_usage"))})`;
  return sql`WITH item AS (
      SELECT ${hour} AS start, ${parts.usageEnd} AS usage_end, ${dimension("currency")} AS currency,
        ${dimension("linkedAccount")} AS account, ${parts.role} AS role, ${parts.kind} AS kind, ${parts.arn} AS arn,
        ${parts.offering} AS offering, ${dimension("service")} AS service,
        ${dimension("usageType")} AS usage_type, ${dimension("operation")} AS operation,
        ${dimension("instanceType")} AS instance_type, ${dimension("region")} AS region,
        ${parts.list} AS list, ${parts.onDemand} AS on_demand, ${parts.cost} AS cost, ${parts.committed} AS committed, ${parts.used} AS used,
        ${parts.reservedUnits} AS reserved_units, ${parts.unusedUnits} AS unused_units,
        ${parts.usageAmount} AS amount, ${parts.normalizedAmount} AS normalized, ${parts.term} AS term,
        ${parts.payment} AS payment, ${parts.start} AS starts, ${parts.end} AS ends, ${parts.count} AS instances
      FROM ${relation} WHERE ${where}),
    judged AS (
      SELECT *, ${planTypeOf(traits)} AS may_plan, ${isReservable(traits)} AS may_reserve FROM item
      WHERE role IN ('covered', 'fee') OR (role = 'usage' AND NOT ${isSpotOrTransfer(traits)})),
    fact AS (
      SELECT start, ${hours} AS hours,
        currency, account, CASE role WHEN 'usage' THEN 'onDemand' ELSE role END AS role, kind,
        CASE kind WHEN 'savingsPlan' THEN ${planTypeNamed(raw("offering"))} WHEN 'reservation' THEN service END AS program, arn,
        CASE WHEN role <> 'fee' THEN may_plan END AS plan_type,
        CASE WHEN role <> 'fee' THEN ${ec2Scope(traits, raw("region"))} END AS scope,
        role <> 'fee' AND may_reserve AS reservable,
        CASE WHEN role <> 'fee' THEN ${poolOf(traits, raw("may_plan"))} END AS pool,
        sum(CASE role WHEN 'covered' THEN list WHEN 'usage' THEN on_demand END) AS list, sum(cost) AS cost,
        sum(committed) AS committed, sum(used) AS used, sum(reserved_units) AS reserved_units,
        sum(unused_units) AS unused_units,
        sum(CASE WHEN role <> 'fee' AND may_reserve THEN coalesce(normalized, ${units}) END) AS units,
        count(*) FILTER (WHERE role = 'covered' AND list IS NULL) AS no_list,
        count(*) FILTER (WHERE cost IS NULL) AS no_cost,
        count(*) FILTER (WHERE role = 'fee' AND committed IS NULL) AS no_committed,
        max(term) AS term, max(payment) AS payment, max(starts) AS starts, max(ends) AS ends, max(instances) AS instances,
        CASE WHEN kind = 'reservation' THEN max(instance_type) END AS instance_type,
        CASE WHEN kind IS NOT NULL THEN max(region) END AS region, count(*) AS line_items
      FROM judged WHERE role IN ('covered', 'fee') OR may_plan IS NOT NULL OR may_reserve
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    dated AS (
      SELECT *, max(CASE WHEN role <> 'fee' AND hours <= ${LONGEST_HOURS} THEN start END) OVER () AS last_usage FROM fact)
    SELECT ${literal(billingPeriod)} AS billing_period, start,
      CASE WHEN hours > ${LONGEST_HOURS} AND last_usage IS NOT NULL
        THEN ${cast(sql`greatest(${LONGEST_HOURS}, least(hours, ${seenHours}))`, "integer")} ELSE hours END AS hours,
      ${FACT_REST} FROM dated`;
}

/** Whole hours that a line item lasts, one at least, no longer than its billing period. */
export function hoursOf(start: Sql, usageEnd: Sql, periodEnd: Sql): Sql {
  const lasts = sql`coalesce(${roundedHours(start, usageEnd)}, 1)`;
  return cast(sql`greatest(1, least(${lasts}, date_diff('hour', ${start}, ${periodEnd})))`, "integer");
}

/** `ComputeSavingsPlans` and FOCUS's `Compute Savings Plan` alike; what is new to us keeps its own name. */
export function planTypeNamed(offering: Sql): Sql {
  return sql`CASE WHEN ${holdsAlike(offering, "EC2")} THEN 'EC2Instance' WHEN ${holdsAlike(offering, "Compute")} THEN 'Compute'
    WHEN ${holdsAlike(offering, "SageMaker")} OR ${holdsAlike(offering, "MachineLearning")} OR ${holdsAlike(offering, "Machine Learning")} THEN 'SageMaker'
    WHEN ${holdsAlike(offering, "Database")} THEN 'Database' ELSE ${offering} END`;
}

/** How finely facts are kept: as the line items come, or by the day for everything no hour is asked of. */
export type FactUnit = "hour" | "day";

/**
 * The facts of each day as one: the same columns, `start` at midnight, and `facts`, how many they sum. What lasts longer than
 * a day stays as it is, and so does what has no reserved units beside what has some.
 */
export function factsByDay(facts: Sql): Sql {
  const isLong = raw(`hours > ${LONGEST_USAGE_HOURS}`);
  const count = (column: string) => sql`${cast(raw(`sum(${column})`), "count")} AS ${raw(column)}`;
  return sql`SELECT billing_period, CASE WHEN ${isLong} THEN start ELSE date_trunc('day', start) END AS start, hours, currency, account,
      role, kind, program, arn, plan_type, scope, reservable, pool, sum(list) AS list, sum(cost) AS cost, sum(committed) AS committed,
      sum(used) AS used, sum(reserved_units) AS reserved_units, sum(unused_units) AS unused_units, sum(units) AS units,
      ${count("no_list")}, ${count("no_cost")}, ${count("no_committed")},
      max(term) AS term, max(payment) AS payment, max(starts) AS starts, max(ends) AS ends, max(instances) AS instances,
      max(instance_type) AS instance_type, max(region) AS region, ${count("line_items")}, ${count("facts")}
    FROM ${facts} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, reserved_units IS NULL`;
}

/** Path of the facts kept beside a delivery's line items, relative to the workspace folder; another rule gets another name. */
export function commitmentFactsFile(delivery: Delivery, unit: FactUnit): string {
  return keptFile(delivery, unit === "hour" ? "commitments-1.parquet" : "commitment-days-1.parquet");
}

/** The kept facts of several deliveries as a relation; by the hour every fact is one. */
export function keptFacts(deliveries: readonly Delivery[], directory: string, unit: FactUnit): Sql {
  const files = deliveries.map((delivery) => storedPath(directory, commitmentFactsFile(delivery, unit)));
  return unit === "hour"
    ? sql`(SELECT *, 1 AS facts FROM read_parquet([${join(files)}]))`
    : sql`read_parquet([${join(files)}])`;
}

/** Writes the facts of a delivery to `path`; those of days from the kept ones of hours. */
export function keepFacts(delivery: Delivery, directory: string, unit: FactUnit, path: string): Sql {
  const facts =
    unit === "hour"
      ? commitmentFacts(delivery, directory)
      : factsByDay(keptFacts([delivery], directory, "hour"));
  return sql`COPY (${facts}) TO ${path} (FORMAT parquet, COMPRESSION zstd)`;
}
