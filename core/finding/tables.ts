import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import { lineItemParts } from "../commitment/line-item-parts-of.ts";
import { dailyResources, rollupColumn } from "../cost/rollup/rollup.ts";
import { lineItemSource } from "../cost/source/line-item-source.ts";
import { type Delivery, familyOf } from "../delivery/delivery.ts";
import { join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import { type BillingPeriod, periodsOf, type DateRange } from "../time/period.ts";

/**
 * What rules read. All are relations of one currency; money is amortized, net of private discounts where the reports have that.
 *
 *     fact       costs of the period, one row per month and everything below
 *     history    the same with the months before it
 *     id, month, account, service, region, usage_type, operation, line_item_type, is_usage, option, family, instance_type,
 *     unit, billing_entity, resource, cost, list, usage, line_items, days, first_day, last_day
 *
 *     day        costs of the period by day: day, month, account, service, region, usage_type, resource, cost, usage
 *     hour       usage by hour, of the line items: month, account, region, usage_type, resource, hour, cost, usage
 *     commitment facts of Savings Plans and reservations, of `core/commitment/facts.ts`
 *     charged    what commitments were charged: month, role (`fee`: what was left unused; `covered`), kind, arn, account, region, cost, line_items
 *     tag        resources of the period: month, account, resource, tagged, environment
 *     name       names of accounts: account, name
 */
export type FindingTables = {
  readonly fact: Sql;
  readonly history: Sql;
  readonly day: Sql;
  readonly hour: (usageTypes: Sql) => Sql;
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

export type FindingSource = {
  readonly deliveries: readonly Delivery[];
  readonly directory: string;
  readonly range: DateRange;
  readonly currency: string;
  /** The relation of `core/commitment/facts.ts` over the deliveries of the period. */
  readonly commitments: Sql;
};

const HISTORY = raw("finding_history");
const TAG = raw("finding_tag");
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
  "(coalesce(service, '') LIKE '%SavingsPlans' OR regexp_matches(coalesce(resource_id, ''), ':savingsplan/|:reserved-instances/|:ri:|:reserved-?(instance|node)'))";
/** Net where the report can tell it: a delivery has the column for all of its line items or for none. */
const COST = raw("coalesce(net_amortized, amortized)");

/** Makes the table all rules read; it lasts as long as the transaction. */
export function historyTable({ deliveries, directory, currency }: FindingSource): Sql {
  const columns: readonly (readonly [string, Sql])[] = [
    ["month", rollupColumn("billingPeriod")],
    ["account", rollupColumn("linkedAccount")],
    ["service", rollupColumn("service")],
    ["region", rollupColumn("region")],
    ["usage_type", rollupColumn("usageType")],
    ["operation", rollupColumn("operation")],
    ["line_item_type", rollupColumn("lineItemType")],
    ["is_usage", raw(`coalesce(line_item_type IN (${USAGE}), false) AND NOT ${COMMITMENT}`)],
    ["option", rollupColumn("purchaseOption")],
    ["family", rollupColumn("productFamily")],
    ["instance_type", rollupColumn("instanceType")],
    ["unit", rollupColumn("pricingUnit")],
    ["billing_entity", rollupColumn("billingEntity")],
    ["resource", rollupColumn("resourceId")],
  ];
  const keys = columns.map(([name, value]) => sql`${value} AS ${raw(name)}`);
  return sql`CREATE OR REPLACE TEMP TABLE finding_history AS
    SELECT (row_number() OVER ())::BIGINT AS id, * FROM (
      SELECT ${join(keys)}, coalesce(sum(${COST}), 0)::DECIMAL(38,18) AS cost, sum(on_demand_equivalent)::DECIMAL(38,18) AS list,
        coalesce(sum(usage_amount), 0)::DECIMAL(38,18) AS usage, sum(line_items)::BIGINT AS line_items,
        count(DISTINCT day) AS days, min(day) AS first_day, max(day) AS last_day
      FROM ${dailyResources(deliveries, directory)} WHERE currency = ${currency}
      GROUP BY ALL)`;
}

/** Makes the table of tags, which only the line items know. */
export function tagTable(
  { directory, range, deliveries }: FindingSource,
  keys: readonly DimensionRef[],
): readonly Sql[] {
  const isEnvironment = (ref: DimensionRef): boolean => /^tag:(env|environment|stage)$/i.test(ref);
  const periods = new Set(periodsOf(range));
  const parts = deliveries
    .filter(({ billingPeriod }) => periods.has(billingPeriod))
    .map((delivery) => {
      const source = lineItemSource(delivery, directory);
      const first = (refs: readonly DimensionRef[]): Sql =>
        refs.length === 0 ? raw("NULL::VARCHAR") : sql`coalesce(${join(refs.map(source.dimension))}, NULL)`;
      return sql`SELECT ${literal(delivery.billingPeriod)} AS month, ${source.dimension("linkedAccount")} AS account,
          ${source.dimension("resourceId")} AS resource, bool_or(${first(keys)} IS NOT NULL) AS tagged,
          max(${first(keys.filter(isEnvironment))}) AS environment
        FROM ${source.relation} WHERE ${source.counts} AND ${source.dimension("resourceId")} IS NOT NULL GROUP BY ALL`;
    });
  const empty = raw(
    "SELECT NULL::VARCHAR AS month, NULL::VARCHAR AS account, NULL::VARCHAR AS resource, NULL::BOOLEAN AS tagged, NULL::VARCHAR AS environment WHERE false",
  );
  return [
    sql`CREATE OR REPLACE TEMP TABLE finding_tag AS ${parts.length === 0 ? empty : join(parts, " UNION ALL ")}`,
  ];
}

/** The relations over the tables made before. */
export function findingTables(source: FindingSource): FindingTables {
  const { deliveries, directory, range, currency, commitments } = source;
  const periods = periodsOf(range);
  const [first = ""] = periods;
  const last = periods.at(-1) ?? first;
  const within = deliveries.filter(({ billingPeriod }) => billingPeriod >= first && billingPeriod <= last);
  const days =
    within.length === 0
      ? sql`(SELECT NULL::DATE AS day, * FROM finding_history WHERE false)`
      : sql`(SELECT day, billing_period AS month, linked_account AS account, service, region, usage_type, resource_id AS resource,
          coalesce(sum(${COST}), 0)::DECIMAL(38,18) AS cost, coalesce(sum(usage_amount), 0)::DECIMAL(38,18) AS usage
        FROM ${dailyResources(within, directory)} WHERE currency = ${currency} GROUP BY ALL)`;
  return {
    history: HISTORY,
    fact: sql`(SELECT * FROM finding_history WHERE month BETWEEN ${first} AND ${last})`,
    day: days,
    hour: (usageTypes) => hours(within, directory, currency, usageTypes),
    commitment: sql`(SELECT * FROM ${commitments} WHERE currency = ${currency})`,
    charged: chargedCommitments(within, directory, currency),
    tag: TAG,
    name: raw("(SELECT value AS account, label AS name FROM label WHERE dimension = 'linkedAccount')"),
    focusMonths: new Set(
      within.filter(({ format }) => familyOf(format) === "focus").map(({ billingPeriod }) => billingPeriod),
    ),
    first,
    last,
  };
}

function hours(deliveries: readonly Delivery[], directory: string, currency: string, usageTypes: Sql): Sql {
  const parts = deliveries.map((delivery) => {
    const source = lineItemSource(delivery, directory);
    const type = source.dimension("usageType");
    return sql`SELECT ${literal(delivery.billingPeriod)} AS month, ${source.dimension("linkedAccount")} AS account,
        ${source.dimension("region")} AS region, ${type} AS usage_type, ${source.dimension("resourceId")} AS resource, ${source.hour} AS hour,
        sum(${source.metric("unblended")}) AS cost, sum(${source.metric("usageAmount")}) AS usage
      FROM ${source.relation}
      WHERE ${source.counts} AND ${source.dimension("currency")} = ${currency} AND regexp_matches(coalesce(${type}, ''), ${usageTypes}) GROUP BY ALL`;
  });
  return parts.length === 0
    ? raw(
        "(SELECT NULL::VARCHAR AS month, NULL::VARCHAR AS account, NULL::VARCHAR AS region, NULL::VARCHAR AS usage_type, NULL::VARCHAR AS resource, NULL::TIMESTAMP AS hour, NULL::DECIMAL(38,18) AS cost, NULL::DECIMAL(38,18) AS usage WHERE false)",
      )
    : sql`(${join(parts, " UNION ALL ")})`;
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
  return parts.length === 0
    ? raw(
        "(SELECT NULL::VARCHAR AS month, NULL::VARCHAR AS role, NULL::VARCHAR AS kind, NULL::VARCHAR AS arn, NULL::VARCHAR AS account, NULL::VARCHAR AS region, NULL::DECIMAL(38,18) AS cost, NULL::BIGINT AS line_items WHERE false)",
      )
    : sql`(${join(parts, " UNION ALL ")})`;
}
