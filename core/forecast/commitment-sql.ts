import { filterCondition } from "../cost/filter/filter-sql.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import { withProfiles } from "../cost/profile/profile-sql.ts";
import type { TagProfile } from "../cost/profile/tag-profile.ts";
import { columnsById, firstOf, text } from "../cost/source/columns.ts";
import { reservationArn, savingsPlanArn } from "../cost/source/cur-metrics.ts";
import { lineItemSource } from "../cost/source/line-item-source.ts";
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

/**
 * Rows `arn, ends, per_month, fees, covered, on_demand, currency` of the Savings Plans and reservations that a delivery
 * charges fees of, with the last day from `savingsPlan/EndTime` or `reservation/EndTime`; `null` where the report does not
 * tell. `per_month` is unblended, `fees` and `covered` in the metric.
 */
export function commitmentEnds(delivery: Delivery, directory: string, asked: Asked): Sql | null {
  const columns = columnsById(delivery.columns);
  if (familyOf(delivery.format) !== "cur" || !(columns.has(PLAN_END) || columns.has(RESERVATION_END)))
    return null;
  const lineItems = lineItemSource(delivery, directory);
  const source = withProfiles(lineItems, asked.profiles);
  const type = source.dimension("lineItemType");
  const ends = firstOf(text(columns, PLAN_END), text(columns, RESERVATION_END));
  const arn = sql`coalesce(${savingsPlanArn(columns)}, ${reservationArn(columns)})`;
  const sumWhere = (metric: MetricId, types: readonly Sql[]): Sql =>
    sql`coalesce(sum(${lineItems.metric(metric)}) FILTER (WHERE ${type} IN (${join(types)})), 0)`;
  return sql`SELECT ${arn} AS arn, max(left(${ends}, 10)) AS ends, ${sumWhere("unblended", FEES)} AS per_month,
      ${sumWhere(asked.metric, FEES)} AS fees, ${sumWhere(asked.metric, [...COVERED, NEGATION])} AS covered,
      ${asked.hasOnDemand ? sumWhere("onDemandEquivalent", COVERED) : raw("NULL")} AS on_demand,
      ${source.dimension("currency")} AS currency
    FROM ${lineItems.relation}
    WHERE ${lineItems.counts} AND ${type} IN (${join([...FEES, ...COVERED, NEGATION])})
      AND ${filterCondition(asked.filters, source)}
    GROUP BY ALL
    HAVING arn IS NOT NULL AND ends IS NOT NULL AND count(*) FILTER (WHERE ${type} IN (${join(FEES)})) > 0
    ORDER BY ends, arn`;
}
