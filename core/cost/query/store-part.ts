import type { Delivery } from "../../delivery/delivery.ts";
import { join, raw, sql, type Sql } from "../../sql/sql.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import type { MetricId } from "../metric/metric-id.ts";
import { dailyResources, rollupColumn, rollupDimension } from "../rollup/rollup.ts";
import { lineItemSource } from "../source/line-item-source.ts";
import type { Store } from "./plan.ts";

/** A relation of a store with its dimensions and metrics as expressions over it; an answer is made of all parts together. */
export type StorePart = {
  readonly relation: Sql;
  readonly day: Sql;
  readonly dimension: (ref: DimensionRef) => Sql;
  readonly plainColumn?: (ref: DimensionRef) => Sql | null;
  readonly metric: (id: MetricId) => Sql;
  /** Line items that a row stands for. */
  readonly lineItems: Sql;
  readonly where: Sql;
};

/** Line items are read one delivery at a time, since each has columns of its own; roll-ups all at once. */
export function storeParts(
  store: Store,
  deliveries: readonly Delivery[],
  directory: string,
): readonly StorePart[] {
  if (store === "lineItems")
    return deliveries.map((delivery) => {
      const source = lineItemSource(delivery, directory);
      return { ...source, lineItems: raw("1"), where: source.counts };
    });
  const isDaily = store === "daily";
  const ids = deliveries.map(({ id }) => id);
  return [
    {
      relation: isDaily ? raw("daily") : dailyResources(deliveries, directory),
      day: raw("day"),
      dimension: rollupDimension,
      metric: rollupColumn,
      lineItems: raw("line_items"),
      where: isDaily ? sql`delivery_id IN (${join(ids)})` : raw("true"),
    },
  ];
}
