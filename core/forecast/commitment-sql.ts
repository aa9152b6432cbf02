import { filterCondition } from "../cost/filter/filter-sql.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { columnsById, firstOf, text } from "../cost/source/columns.ts";
import { reservationArn, savingsPlanArn } from "../cost/source/cur-metrics.ts";
import { lineItemSource } from "../cost/source/line-item-source.ts";
import { type Delivery, familyOf } from "../delivery/delivery.ts";
import { literal, sql, type Sql } from "../sql/sql.ts";

const PLAN_END = "savings_plan_end_time";
const RESERVATION_END = "reservation_end_time";

/**
 * Rows `arn, ends, fee, currency` of the Savings Plans and reservations that a delivery charges fees of, with the last day
 * from `savingsPlan/EndTime` or `reservation/EndTime`; `null` where the report does not tell.
 */
export function commitmentEnds(
  delivery: Delivery,
  directory: string,
  filters: readonly Filter[],
): Sql | null {
  const columns = columnsById(delivery.columns);
  if (familyOf(delivery.format) !== "cur" || !(columns.has(PLAN_END) || columns.has(RESERVATION_END)))
    return null;
  const source = lineItemSource(delivery, directory);
  const type = source.dimension("lineItemType");
  const ends = firstOf(text(columns, PLAN_END), text(columns, RESERVATION_END));
  return sql`SELECT coalesce(${savingsPlanArn(columns)}, ${reservationArn(columns)}) AS arn,
      max(left(${ends}, 10)) AS ends, sum(${source.metric("unblended")}) AS fee, ${source.dimension("currency")} AS currency
    FROM ${source.relation}
    WHERE ${source.counts} AND ${type} IN (${literal("SavingsPlanRecurringFee")}, ${literal("RIFee")})
      AND ${filterCondition(filters, source)}
    GROUP BY ALL HAVING arn IS NOT NULL AND ends IS NOT NULL ORDER BY ends, arn`;
}
