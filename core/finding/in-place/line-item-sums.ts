import { isReservable, isSpotOrTransfer, planTypeOf, type UsageTraits } from "../../commitment/eligible.ts";
import { hoursOf, LONGEST_USAGE_HOURS, planTypeNamed } from "../../commitment/facts.ts";
import { partsOfColumns } from "../../commitment/line-item-parts-of.ts";
import type { AthenaTable } from "../../cost/athena/athena-table.ts";
import { overTable } from "../../cost/athena/compile-athena.ts";
import type { TableSource } from "../../cost/athena/table-source.ts";
import type { Filter } from "../../cost/filter/filter.ts";
import { filterCondition } from "../../cost/filter/filter-sql.ts";
import type { Delivery } from "../../delivery/delivery.ts";
import { cast, inDialect, matches } from "../../sql/dialect.ts";
import { join, raw, sql, type Sql } from "../../sql/sql.ts";
import { DAILY_USAGE, HOURLY_USAGE } from "../looked-usage.ts";
import { HISTORY_KEYS } from "../tables.ts";
import { environmentOf, isTagged } from "./table-tags.ts";

const AMOUNT = "DECIMAL(38,18)";
const { month: _, ...COST_KEYS } = HISTORY_KEYS;
/** Of line items that a commitment is charged for. */
const CHARGED_KEYS = ["charged_role", "charged_kind", "charged_arn"] as const;
/** What commitments and what they could pay for are told apart by; `start` and `hours` only of usage on demand. */
const COMMITMENT_KEYS: Readonly<Record<string, string>> = {
  role: "VARCHAR",
  kind: "VARCHAR",
  program: "VARCHAR",
  arn: "VARCHAR",
  plan_type: "VARCHAR",
  start: "TIMESTAMP",
  hours: "INTEGER",
};

/** Columns of the sums in their order, with their types in DuckDB. */
export const SUM_COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ["is_commitment", "INTEGER"],
  ["month", "VARCHAR"],
  ["currency", "VARCHAR"],
  ...[...Object.keys(COST_KEYS), ...CHARGED_KEYS].map((name) => [name, "VARCHAR"] as const),
  ["moment", "TIMESTAMP"],
  ...Object.entries(COMMITMENT_KEYS),
  ["tagged", "INTEGER"],
  ["environment", "VARCHAR"],
  ["cost", AMOUNT],
  ["list", AMOUNT],
  ["usage", AMOUNT],
  ["unblended", AMOUNT],
  ["line_items", "BIGINT"],
  ["days", "BIGINT"],
  ["on_demand", AMOUNT],
  ["charged", AMOUNT],
  ["ends", "VARCHAR"],
  ["of_account", "VARCHAR"],
  ["of_region", "VARCHAR"],
  ["last_start", "TIMESTAMP"],
];

/**
 * All that rules read of some surveyed billing periods, as one statement that reads the table once. Two kinds of rows: costs, summed per
 * month by everything rules tell them apart by (`moment` is an hour or a day where a rule looks at those), and commitments, summed
 * over accounts (`is_commitment` is 1). `days` has a bit for every day of the month. No more than `most` rows are given.
 */
export function lineItemSums(
  table: AthenaTable,
  deliveries: readonly Delivery[],
  { filters, most }: { readonly filters: readonly Filter[]; readonly most: number },
): Sql {
  const statement = overTable(table, deliveries, (source) =>
    summed(judged(named(table, source, filterCondition(filters, source)))),
  );
  return inDialect(sql`${statement} LIMIT ${raw(String(most))}`, "athena");
}

/** Every line item with what is summed, and what it is summed by. */
function named(table: AthenaTable, source: TableSource, where: Sql): Sql {
  const parts = partsOfColumns(table.format, source.columns);
  const keys = Object.entries(COST_KEYS).map(
    ([name, dimension]) => sql`${source.dimension(dimension)} AS ${raw(name)}`,
  );
  const type = sql`coalesce(${source.dimension("usageType")}, '')`;
  return sql`SELECT ${source.dimension("billingPeriod")} AS month, ${source.dimension("currency")} AS currency, ${join(keys)},
      ${source.day} AS day, ${momentOf(source, type)} AS moment, ${isTagged(table, source)} AS is_tagged, ${environmentOf(table, source)} AS environment,
      coalesce(${source.metric("netAmortized")}, ${source.metric("amortized")}) AS cost, ${source.metric("onDemandEquivalent")} AS list,
      ${source.metric("usageAmount")} AS usage, ${source.metric("unblended")} AS unblended,
      ${parts.role} AS role_of_item, ${parts.kind} AS kind_of_item, ${parts.arn} AS arn_of_item, ${parts.offering} AS offering,
      ${parts.list} AS covered_list, ${parts.onDemand} AS on_demand_list, ${parts.cost} AS charged, ${parts.end} AS ends,
      ${source.hour} AS start_of_item, ${hoursOf(source.hour, parts.usageEnd, source.periodEnd)} AS hours_of_item
    FROM ${source.relation} WHERE ${source.counts} AND ${where}`;
}

function momentOf(source: TableSource, type: Sql): Sql {
  const isAnyOf = (patterns: Readonly<Record<string, string>>): Sql =>
    matches(type, Object.values(patterns).join("|"));
  return sql`CASE WHEN ${isAnyOf(HOURLY_USAGE)} THEN ${source.hour} WHEN ${isAnyOf(DAILY_USAGE)} THEN ${cast(source.day, "instant")} END`;
}

const TRAITS: UsageTraits = {
  service: raw("service"),
  usageType: raw("usage_type"),
  operation: raw("operation"),
  instanceType: raw("instance_type"),
};

/** As `commitmentFacts` judges line items, of which rules need the hours of compute on demand only. */
function judged(items: Sql): Sql {
  const isOfCommitment = raw("role_of_item IN ('covered', 'fee')");
  const role = sql`CASE WHEN ${isOfCommitment} THEN role_of_item
    WHEN role_of_item = 'usage' AND NOT is_spot_or_transfer AND (may_plan IS NOT NULL OR may_reserve) THEN 'onDemand' END`;
  const isCompute = raw("role = 'onDemand' AND may_plan = 'Compute'");
  const whereCharged = (column: string): Sql =>
    raw(`CASE WHEN role IN ('covered', 'fee') AND arn_of_item IS NOT NULL THEN ${column} END`);
  return sql`SELECT with_role.*, ${whereCharged("role")} AS charged_role, ${whereCharged("kind_of_item")} AS charged_kind,
      ${whereCharged("arn_of_item")} AS charged_arn, CASE WHEN role IS NOT NULL THEN kind_of_item END AS kind,
      CASE WHEN role IS NULL THEN NULL WHEN kind_of_item = 'savingsPlan' THEN ${planTypeNamed(raw("offering"))} WHEN kind_of_item = 'reservation' THEN service END AS program,
      CASE WHEN role IN ('covered', 'fee') THEN arn_of_item END AS arn,
      CASE WHEN role = 'onDemand' THEN may_plan END AS plan_type,
      CASE WHEN ${isCompute} THEN start_of_item END AS start, CASE WHEN ${isCompute} THEN hours_of_item END AS hours,
      CASE role WHEN 'covered' THEN covered_list WHEN 'onDemand' THEN on_demand_list END AS on_demand,
      CASE WHEN role <> 'fee' AND hours_of_item <= ${raw(String(LONGEST_USAGE_HOURS))} THEN start_of_item END AS known_start,
      account AS of_account,
      CASE WHEN kind_of_item IS NOT NULL THEN region END AS of_region
    FROM (SELECT item.*, ${role} AS role FROM (
      SELECT named.*, ${planTypeOf(TRAITS)} AS may_plan, ${isReservable(TRAITS)} AS may_reserve, ${isSpotOrTransfer(TRAITS)} AS is_spot_or_transfer
      FROM (${items}) AS named) AS item) AS with_role`;
}

function summed(items: Sql): Sql {
  const costKeys = [...Object.keys(COST_KEYS), ...CHARGED_KEYS, "moment"];
  const commitmentKeys = Object.keys(COMMITMENT_KEYS);
  const sets = [costKeys, commitmentKeys].map((keys) =>
    raw(`(${["month", "currency", ...keys].join(", ")})`),
  );
  return sql`SELECT grouping(resource) AS is_commitment, month, currency, ${raw([...costKeys, ...commitmentKeys].join(", "))},
      max(CASE WHEN is_tagged THEN 1 ELSE 0 END) AS tagged, max(environment) AS environment, sum(cost) AS cost, sum(list) AS list,
      sum(usage) AS usage, sum(unblended) AS unblended, count(*) AS line_items,
      bitwise_or_agg(CAST(power(2, day(day) - 1) AS BIGINT)) AS days, sum(on_demand) AS on_demand, sum(charged) AS charged,
      max(ends) AS ends, max(of_account) AS of_account, max(of_region) AS of_region, max(known_start) AS last_start
    FROM (${items}) AS item GROUP BY GROUPING SETS (${join(sets)})`;
}
