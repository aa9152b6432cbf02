import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import { lineItemParts } from "../commitment/line-item-parts-of.ts";
import { dailyResources, rollupColumn } from "../cost/rollup/rollup.ts";
import { lineItemSource } from "../cost/source/line-item-source.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import { focusMonths } from "./looked-through.ts";
import { DAILY_USAGE, type DailyUsage, HOURLY_USAGE, type HourlyUsage } from "./looked-usage.ts";
import { type BillingPeriod, periodsOf, type DateRange } from "../time/period.ts";

/**
 * What rules read. All are relations of one currency; money is amortized, net of private discounts where the reports have that.
 *
 *     fact       costs of the period, one row per month and everything below
 *     history    the same with the months before it
 *     id, month, account, service, region, usage_type, operation, line_item_type, is_usage, option, family, instance_type,
 *     unit, billing_entity, resource, cost, list, usage, line_items, days, first_day, last_day
 *
 *     day        costs by day of usage types that are looked at so finely: day, month, account, service, region, usage_type, resource, cost, usage
 *     days       days that have costs: month, day
 *     hour       likewise by hour, of the line items: month, account, region, usage_type, resource, hour, cost, usage
 *     commitment what commitments paid and what they could pay for: billing_period, role, kind, program, arn, plan_type, start, hours, list, cost,
 *                ends, account, region; `start` and `hours` only of compute on demand, and no account of it. Roles as in `core/commitment/facts.ts`
 *     charged    what commitments were charged: month, role (`fee`: what was left unused; `covered`), kind, arn, account, region, cost, line_items
 *     tag        resources of the period: month, account, resource, tagged, environment
 *     name       names of accounts: account, name
 */
export type FindingTables = {
  readonly fact: Sql;
  readonly history: Sql;
  readonly day: (usage: DailyUsage) => Sql;
  readonly days: Sql;
  readonly hour: (usage: HourlyUsage) => Sql;
  readonly commitment: Sql;
  readonly charged: Sql;
  readonly tag: Sql;
  readonly name: Sql;
  /** Months told by FOCUS, which names what is left of a commitment otherwise. */
  readonly focusMonths: ReadonlySet<BillingPeriod>;
  /** First and last billing period that is asked about. */
  readonly first: BillingPeriod;
  readonly last: BillingPeriod;
};

/** Deliveries of the period, at least one, and of the months before it. */
export type FindingSource = {
  readonly deliveries: readonly Delivery[];
  readonly directory: string;
  readonly range: DateRange;
  readonly currency: string;
  /** The relation of `core/commitment/facts.ts` over the deliveries of the period. */
  readonly commitments: Sql;
};

export const HISTORY = raw("finding_history");
export const COMMITMENTS = raw("finding_commitment");
export const TAG = raw("finding_tag");
export const NAMES = raw(
  "(SELECT value AS account, label AS name FROM label WHERE dimension = 'linkedAccount')",
);
/** Types of line items that are usage. */
export const USAGE_TYPES = [
  "Usage",
  "DiscountedUsage",
  "SavingsPlanCoveredUsage",
  "FlatRateSubscription",
] as const;
const USAGE = USAGE_TYPES.map((type) => `'${type}'`).join(", ");
/** FOCUS counts what is unused of a commitment as usage of the commitment itself. */
const COMMITMENT =
  "(coalesce(service, '') LIKE '%SavingsPlans' OR regexp_matches(coalesce(resource, ''), ':savingsplan/|:reserved-instances/|:ri:|:reserved-?(instance|node)'))";
/** Whether a cost is usage; over `service`, `line_item_type` and `resource`. */
const IS_USAGE = `coalesce(line_item_type IN (${USAGE}), false) AND NOT ${COMMITMENT}`;
/** Net where the report can tell it: a delivery has the column for all of its line items or for none. */
const COST = raw("coalesce(net_amortized, amortized)");

/** What costs are told apart by in `fact` and `history`, and the dimension that each column is. */
export const HISTORY_KEYS = {
  month: "billingPeriod",
  account: "linkedAccount",
  service: "service",
  region: "region",
  usage_type: "usageType",
  operation: "operation",
  line_item_type: "lineItemType",
  option: "purchaseOption",
  family: "productFamily",
  instance_type: "instanceType",
  unit: "pricingUnit",
  billing_entity: "billingEntity",
  resource: "resourceId",
} as const;

/** Makes the table all rules read; it lasts as long as the transaction. */
export function historyTable({ deliveries, directory, currency }: FindingSource): Sql {
  const keys = Object.entries(HISTORY_KEYS).map(([name, id]) => sql`${rollupColumn(id)} AS ${raw(name)}`);
  return historyOver(
    sql`(SELECT ${join(keys)}, ${COST} AS cost, on_demand_equivalent AS list, usage_amount AS usage, line_items, day
      FROM ${dailyResources(deliveries, directory)} WHERE currency = ${currency})`,
    raw("count(DISTINCT day) AS days, min(day) AS first_day, max(day) AS last_day"),
  );
}

/** The same over sums by the same keys; `days` tells of which days they are. */
export function historyOver(sums: Sql, days: Sql): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE finding_history AS
    SELECT (row_number() OVER ())::BIGINT AS id, * FROM (
      SELECT ${raw(Object.keys(HISTORY_KEYS).join(", "))}, ${raw(IS_USAGE)} AS is_usage,
        coalesce(sum(cost), 0)::DECIMAL(38,18) AS cost, sum(list)::DECIMAL(38,18) AS list,
        coalesce(sum(usage), 0)::DECIMAL(38,18) AS usage, sum(line_items)::BIGINT AS line_items, ${days}
      FROM ${sums} GROUP BY ALL)`;
}

/** Makes the table of commitments; usage on demand is summed over accounts. */
export function commitmentTable({ commitments, currency }: FindingSource): Sql {
  const isCompute = raw("role = 'onDemand' AND plan_type = 'Compute'");
  return commitmentsOver(sql`(SELECT billing_period, role, kind, program, CASE WHEN role <> 'onDemand' THEN arn END AS arn,
      CASE WHEN role = 'onDemand' THEN plan_type END AS plan_type, CASE WHEN ${isCompute} THEN start END AS start,
      CASE WHEN ${isCompute} THEN hours END AS hours, list, cost, ends, account, region
    FROM ${commitments} WHERE currency = ${currency})`);
}

/** The same over sums by the same keys. */
export function commitmentsOver(sums: Sql): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE finding_commitment AS
    SELECT billing_period, role, kind, program, arn, plan_type, start, hours, sum(list)::DECIMAL(38,18) AS list,
      sum(cost)::DECIMAL(38,18) AS cost, max(ends) AS ends, max(account) AS account, max(region) AS region
    FROM ${sums} GROUP BY ALL`;
}

/** Tag that names an environment, whatever its spelling. */
export function isEnvironmentTag(ref: DimensionRef): boolean {
  return /^tag:(env|environment|stage)$/i.test(ref);
}

/** Makes the table of tags, which only the line items know. */
export function tagTable(
  { directory, range, deliveries }: FindingSource,
  keys: readonly DimensionRef[],
): Sql {
  const periods = new Set(periodsOf(range));
  const parts = deliveries
    .filter(({ billingPeriod }) => periods.has(billingPeriod))
    .map((delivery) => {
      const source = lineItemSource(delivery, directory);
      const first = (refs: readonly DimensionRef[]): Sql =>
        refs.length === 0 ? raw("NULL::VARCHAR") : sql`coalesce(${join(refs.map(source.dimension))}, NULL)`;
      return sql`SELECT ${literal(delivery.billingPeriod)} AS month, ${source.dimension("linkedAccount")} AS account,
          ${source.dimension("resourceId")} AS resource, bool_or(${first(keys)} IS NOT NULL) AS tagged,
          max(${first(keys.filter(isEnvironmentTag))}) AS environment
        FROM ${source.relation} WHERE ${source.counts} AND ${source.dimension("resourceId")} IS NOT NULL GROUP BY ALL`;
    });
  return sql`CREATE OR REPLACE TEMP TABLE finding_tag AS ${join(parts, " UNION ALL ")}`;
}

/** The relations over the tables made before. */
export function findingTables(source: FindingSource): FindingTables {
  const { deliveries, directory, range, currency } = source;
  const periods = periodsOf(range);
  const [first = ""] = periods;
  const last = periods.at(-1) ?? first;
  const within = deliveries.filter(({ billingPeriod }) => billingPeriod >= first && billingPeriod <= last);
  return {
    history: HISTORY,
    fact: sql`(SELECT * FROM finding_history WHERE month BETWEEN ${first} AND ${last})`,
    day: (usage) => days(within, directory, currency, DAILY_USAGE[usage]),
    days: sql`(SELECT DISTINCT billing_period AS month, day FROM daily
      WHERE currency = ${currency} AND delivery_id IN (${join(within.map(({ id }) => id))}))`,
    hour: (usage) => hours(within, directory, currency, HOURLY_USAGE[usage]),
    commitment: COMMITMENTS,
    charged: chargedCommitments(within, directory, currency),
    tag: TAG,
    name: NAMES,
    focusMonths: new Set(focusMonths(within)),
    first,
    last,
  };
}

function days(deliveries: readonly Delivery[], directory: string, currency: string, pattern: string): Sql {
  return sql`(SELECT day, billing_period AS month, linked_account AS account, service, region, usage_type, resource_id AS resource,
      coalesce(sum(${COST}), 0)::DECIMAL(38,18) AS cost, coalesce(sum(usage_amount), 0)::DECIMAL(38,18) AS usage
    FROM ${dailyResources(deliveries, directory)}
    WHERE currency = ${currency} AND regexp_matches(coalesce(usage_type, ''), ${literal(pattern)}) GROUP BY ALL)`;
}

function hours(deliveries: readonly Delivery[], directory: string, currency: string, pattern: string): Sql {
  const parts = deliveries.map((delivery) => {
    const source = lineItemSource(delivery, directory);
    const type = source.dimension("usageType");
    return sql`SELECT ${literal(delivery.billingPeriod)} AS month, ${source.dimension("linkedAccount")} AS account,
        ${source.dimension("region")} AS region, ${type} AS usage_type, ${source.dimension("resourceId")} AS resource, ${source.hour} AS hour,
        sum(${source.metric("unblended")})::DECIMAL(38,18) AS cost, sum(${source.metric("usageAmount")})::DECIMAL(38,18) AS usage
      FROM ${source.relation}
      WHERE ${source.counts} AND ${source.dimension("currency")} = ${currency} AND regexp_matches(coalesce(${type}, ''), ${literal(pattern)}) GROUP BY ALL`;
  });
  return sql`(${join(parts, " UNION ALL ")})`;
}

/** Only line items tell which commitment they are of. */
function chargedCommitments(deliveries: readonly Delivery[], directory: string, currency: string): Sql {
  const parts = deliveries.map((delivery) => {
    const source = lineItemSource(delivery, directory);
    const { role, kind, arn } = lineItemParts(delivery);
    return sql`SELECT ${literal(delivery.billingPeriod)} AS month, ${role} AS role, ${kind} AS kind, ${arn} AS arn,
        ${source.dimension("linkedAccount")} AS account, ${source.dimension("region")} AS region,
        sum(coalesce(${source.metric("netAmortized")}, ${source.metric("amortized")}))::DECIMAL(38,18) AS cost, count(*) AS line_items
      FROM ${source.relation}
      WHERE ${source.counts} AND ${source.dimension("currency")} = ${currency} AND ${role} IN ('fee', 'covered') AND ${arn} IS NOT NULL GROUP BY ALL`;
  });
  return sql`(${join(parts, " UNION ALL ")})`;
}
