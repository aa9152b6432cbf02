import { filterCondition, type FilteredStore } from "../cost/filter/filter-sql.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { METRIC_IDS, type MetricId } from "../cost/metric/metric-id.ts";
import { withProfiles } from "../cost/profile/profile-sql.ts";
import type { TagProfile } from "../cost/profile/tag-profile.ts";
import { storeFor } from "../cost/query/plan.ts";
import { DAILY_DIMENSIONS, keptFile, rollupColumn, rollupDimension } from "../cost/rollup/rollup.ts";
import { columnsById, firstOf, text } from "../cost/source/columns.ts";
import { reservationArn, savingsPlanArn } from "../cost/source/cur-metrics.ts";
import { lineItemSource, storedPath } from "../cost/source/line-item-source.ts";
import { type Delivery, familyOf } from "../delivery/delivery.ts";
import { join, literal, raw, sql, type Sql } from "../sql/sql.ts";

const PLAN_END = "savings_plan_end_time";
const RESERVATION_END = "reservation_end_time";

const FEES = [literal("SavingsPlanRecurringFee"), literal("RIFee")];
const COVERED = [literal("SavingsPlanCoveredUsage"), literal("DiscountedUsage")];
const NEGATION = literal("SavingsPlanNegation");

type Asked = {
  readonly metric: MetricId;
  readonly filters: readonly Filter[];
  readonly profiles: readonly TagProfile[];
  /** Whether the delivery tells on-demand prices. */
  readonly hasOnDemand: boolean;
};

/** What is summed over: a delivery's line items, or the sums of them that are kept. */
type Part = FilteredStore & {
  readonly relation: Sql;
  readonly where: Sql;
  readonly arn: Sql;
  readonly ends: Sql;
  readonly metric: (metric: MetricId) => Sql;
};

/** Whether a delivery tells when its Savings Plans and reservations end. */
export function tellsCommitmentEnds(delivery: Delivery): boolean {
  return (
    familyOf(delivery.format) === "cur" &&
    delivery.columns.some(({ id }) => id === PLAN_END || id === RESERVATION_END)
  );
}

/** Whether the kept sums know everything that the filters name. */
export function isKeptFor({ filters, profiles }: Pick<Asked, "filters" | "profiles">): boolean {
  const named = filters.map(({ dimension }) => dimension);
  return storeFor(named, false, profiles) === "daily";
}

/**
 * Rows `arn, ends, per_month, fees, covered, on_demand, currency` of the Savings Plans and reservations that a delivery
 * charges fees of, with the last day from `savingsPlan/EndTime` or `reservation/EndTime`. `per_month` is unblended, `fees`
 * and `covered` in the metric.
 */
export function commitmentEnds(delivery: Delivery, directory: string, asked: Asked): Sql {
  const part = isKeptFor(asked) ? keptPart(delivery, directory) : lineItemPart(delivery, directory);
  const source = withProfiles(part, asked.profiles);
  const type = source.dimension("lineItemType");
  const sumWhere = (metric: MetricId, types: readonly Sql[]): Sql =>
    sql`coalesce(sum(${part.metric(metric)}) FILTER (WHERE ${type} IN (${join(types)})), 0)`;
  return sql`SELECT ${part.arn} AS arn, max(${part.ends}) AS ends, ${sumWhere("unblended", FEES)} AS per_month,
      ${sumWhere(asked.metric, FEES)} AS fees, ${sumWhere(asked.metric, [...COVERED, NEGATION])} AS covered,
      ${asked.hasOnDemand ? sumWhere("onDemandEquivalent", COVERED) : raw("NULL")} AS on_demand,
      ${source.dimension("currency")} AS currency
    FROM ${part.relation}
    WHERE ${part.where} AND ${filterCondition(asked.filters, source)}
    GROUP BY ALL
    HAVING arn IS NOT NULL AND ends IS NOT NULL AND count(*) FILTER (WHERE ${type} IN (${join(FEES)})) > 0
    ORDER BY ends, arn`;
}

/** Path of the sums kept beside a delivery's line items, relative to the workspace folder; another rule gets another name. */
export function commitmentEndsFile(delivery: Delivery): string {
  return keptFile(delivery, "commitment-ends-1.parquet");
}

/** Writes what a delivery charges for and through commitments to `path`: the month's sums over the dimensions of `daily`. */
export function keepCommitmentEnds(delivery: Delivery, directory: string, path: string): Sql {
  const { relation, where, arn, ends, metric, dimension } = lineItemPart(delivery, directory);
  const kept = DAILY_DIMENSIONS.map((id) => sql`${dimension(id)} AS ${rollupColumn(id)}`);
  const sums = METRIC_IDS.map((id) => sql`sum(${metric(id)}) AS ${rollupColumn(id)}`);
  return sql`COPY (
    SELECT ${arn} AS arn, max(${ends}) AS ends, ${join(kept)}, ${join(sums)}
    FROM ${relation} WHERE ${where} GROUP BY ALL
  ) TO ${path} (FORMAT parquet, COMPRESSION zstd)`;
}

function lineItemPart(delivery: Delivery, directory: string): Part {
  const columns = columnsById(delivery.columns);
  const source = lineItemSource(delivery, directory);
  const types = [...FEES, ...COVERED, NEGATION];
  return {
    relation: source.relation,
    where: sql`${source.counts} AND ${source.dimension("lineItemType")} IN (${join(types)})`,
    arn: sql`coalesce(${savingsPlanArn(columns)}, ${reservationArn(columns)})`,
    ends: sql`left(${firstOf(text(columns, PLAN_END), text(columns, RESERVATION_END))}, 10)`,
    metric: source.metric,
    dimension: source.dimension,
    plainColumn: source.plainColumn,
  };
}

function keptPart(delivery: Delivery, directory: string): Part {
  return {
    relation: sql`read_parquet(${storedPath(directory, commitmentEndsFile(delivery))})`,
    where: raw("true"),
    arn: raw("arn"),
    ends: raw("ends"),
    metric: rollupColumn,
    dimension: rollupDimension,
    plainColumn: rollupDimension,
  };
}
