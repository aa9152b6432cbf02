import { scopeConditions } from "../../charges/charge-scope.ts";
import { containerRows, type ScopedRows } from "../../container/container-scope-sql.ts";
import type { Delivery } from "../../delivery/delivery.ts";
import { cast } from "../../sql/dialect.ts";
import { join, literal, raw, sql, type Sql } from "../../sql/sql.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import { filterCondition, type FilteredStore } from "../filter/filter-sql.ts";
import { daysWithin } from "../query/fact.ts";
import { withProfiles } from "../profile/profile-sql.ts";
import type { Store } from "../query/plan.ts";
import { dailyResources, rollupColumn, rollupDimension } from "../rollup/rollup.ts";
import { type LineItemSource, lineItemSource } from "../source/line-item-source.ts";
import type { CostCell, GroupKeys } from "./cost-cell.ts";

export type ExplainRequest = {
  readonly store: Store;
  readonly deliveries: readonly Delivery[];
  readonly directory: string;
  readonly cell: CostCell;
};

/**
 * Rows `delivery` (by position), `file` (by position in the delivery; NULL from a roll-up), `type`, `is_split` (rows of split
 * cost allocation data, where they count), `currency`, `unit`, `line_items`, `unblended`, `amount`, `split_rows` (rows met that
 * do not count; 0 from a roll-up, which does not hold them).
 */
export function explainStatement(request: ExplainRequest): Sql {
  if (request.store !== "lineItems") return rollupParts(request);
  const parts = request.deliveries.map((delivery, index) => lineItemParts(request, delivery, index));
  return join(parts, " UNION ALL ");
}

/** Rows of the deliveries' periods that have charges without an invoice. */
export function notInvoicedPeriods(deliveries: readonly Delivery[]): Sql {
  const ids = deliveries.map(({ id }) => id);
  return sql`SELECT DISTINCT billing_period FROM daily
    WHERE delivery_id IN (${join(ids)}) AND invoice_id IS NULL AND unblended <> 0 ORDER BY billing_period`;
}

function rollupParts({ store, deliveries, directory, cell }: ExplainRequest): Sql {
  const ids = deliveries.map(({ id }) => id);
  const amount = rollupColumn(cell.metric);
  const conditions = [
    sql`delivery_id IN (${join(ids)})`,
    ...daysWithin(raw("day"), cell.range, deliveries),
    ...cellConditions(cell, { dimension: rollupDimension, plainColumn: rollupDimension }),
  ];
  return sql`SELECT list_position([${join(ids)}], delivery_id) - 1 AS delivery, NULL::BIGINT AS file,
      line_item_type AS type, false AS is_split, currency, ${unitOf(cell, amount, rollupDimension)} AS unit,
      sum(line_items)::BIGINT AS line_items, sum(unblended) AS unblended, sum(${amount}) AS amount, 0::BIGINT AS split_rows
    FROM ${store === "daily" ? raw("daily") : dailyResources(deliveries, directory)}
    WHERE ${join(conditions, " AND ")} GROUP BY ALL`;
}

function lineItemParts({ directory, cell }: ExplainRequest, delivery: Delivery, index: number): Sql {
  const source = lineItemSource(delivery, directory);
  const { containers: scope, metric } = cell;
  const scoped = scope === undefined ? null : containerRows(delivery, directory, { scope, metric });
  const conditions = lineItemConditions(cell, source, [delivery]);
  return sql`SELECT ${raw(String(index))} AS delivery, file_index::BIGINT AS file, ${partColumns(cell, source, scoped)}
    FROM ${source.relation} WHERE ${both([...(scoped === null ? [] : [scoped.condition]), ...conditions])} GROUP BY ALL`;
}

/**
 * Rows `period, type, is_split, currency, unit, line_items, unblended, amount, split_rows, not_invoiced` of periods that lie
 * together in one relation; `not_invoiced` counts charges without an invoice.
 */
export function sourceParts(cell: CostCell, source: LineItemSource, deliveries: readonly Delivery[]): Sql {
  return sql`SELECT ${source.dimension("billingPeriod")} AS period, ${partColumns(cell, source, null)},
      count(*) FILTER (WHERE ${source.dimension("invoiceId")} IS NULL AND ${source.metric("unblended")} <> 0) AS not_invoiced
    FROM ${source.relation} WHERE ${both(lineItemConditions(cell, source, deliveries))} GROUP BY 1, 2, 3, 4, 5`;
}

function partColumns(cell: CostCell, source: LineItemSource, scoped: ScopedRows | null): Sql {
  const amount = scoped?.amount ?? source.metric(cell.metric);
  const counts = scoped === null ? source.counts : raw("true");
  return sql`${source.dimension("lineItemType")} AS type, ${scoped?.isSplit ?? raw("false")} AS is_split,
      ${source.dimension("currency")} AS currency,
      ${unitOf(cell, amount, source.dimension)} AS unit,
      count(*) FILTER (WHERE ${counts}) AS line_items,
      sum(${source.metric("unblended")}) FILTER (WHERE ${counts}) AS unblended,
      sum(${amount}) FILTER (WHERE ${counts}) AS amount,
      count(*) FILTER (WHERE NOT (${counts})) AS split_rows`;
}

function lineItemConditions(
  cell: CostCell,
  source: LineItemSource,
  deliveries: readonly Delivery[],
): readonly Sql[] {
  return [
    ...daysWithin(source.day, cell.range, deliveries),
    ...(cell.hour === null
      ? []
      : [sql`${source.hour} = TIMESTAMP ${literal(`${cell.hour.replace("T", " ")}:00`)}`]),
    ...cellConditions(cell, source),
  ];
}

function both(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw("true") : join(conditions, " AND ");
}

function cellConditions(cell: CostCell, plain: FilteredStore): readonly Sql[] {
  const store = withProfiles(plain, cell.profiles ?? []);
  return [
    ...(cell.filters.length === 0 ? [] : [filterCondition(cell.filters, store)]),
    ...(cell.currency === null ? [] : [sql`${store.dimension("currency")} = ${cell.currency}`]),
    ...(cell.charges === undefined ? [] : scopeConditions(cell.charges, store.dimension)),
    ...(cell.without === null ? [] : [isOutside(cell.without, store)]),
  ];
}

function isOutside({ dimensions, keys }: GroupKeys, store: FilteredStore): Sql {
  const groups = keys.map((key) => {
    const same = dimensions.map(
      (dimension, at) => sql`${store.dimension(dimension)} IS NOT DISTINCT FROM ${key[at] ?? null}`,
    );
    return sql`(${same.length === 0 ? raw("true") : join(same, " AND ")})`;
  });
  return sql`NOT (${groups.length === 0 ? raw("false") : join(groups, " OR ")})`;
}

/** Units are told apart as in answers: only where something was used. */
function unitOf({ metric }: CostCell, amount: Sql, dimension: (ref: DimensionRef) => Sql): Sql {
  return metric === "usageAmount"
    ? sql`CASE WHEN ${amount} <> 0 THEN coalesce(${dimension("pricingUnit")}, '') END`
    : cast(raw("NULL"), "text");
}
