import { columnsById } from "../cost/source/columns.ts";
import { type LineItemSource, lineItemSource } from "../cost/source/line-item-source.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { join, raw, sql, type Sql } from "../sql/sql.ts";
import { type ContainerParts, containerParts } from "./container-parts.ts";
import {
  type ContainerPlace,
  type ContainerScope,
  SPLIT_COST_COLUMNS,
  splitMetric,
} from "./container-scope.ts";

/** The line items of a scope, as SQL expressions over the stored columns. */
export type ScopedRows = {
  readonly condition: Sql;
  /** True for rows of split cost allocation data. */
  readonly isSplit: Sql;
  /** Amount of one line item as `DECIMAL(38,18)`. */
  readonly amount: Sql;
};

/** What of a delivery's line items is counted for containers, and how. */
export function containerRows(
  delivery: Delivery,
  directory: string,
  { scope, metric }: { readonly scope: ContainerScope; readonly metric: MetricId },
): ScopedRows {
  const source = lineItemSource(delivery, directory);
  const parts = containerParts(columnsById(delivery.columns), source);
  return {
    condition: conditionOf(source, parts, scope),
    isSplit: parts.isSplit,
    amount: amountOf(source, parts, { scope, metric }),
  };
}

function conditionOf(source: LineItemSource, parts: ContainerParts, scope: ContainerScope): Sql {
  const { isSplit, isFargate, isInstance } = parts;
  const inPlace = scope.place === null ? raw("true") : isOf(source, parts, scope.place);
  const id = source.dimension("resourceId");
  switch (scope.part) {
    case "cost":
      return sql`(${isSplit} OR ${isFargate}) AND ${inPlace} AND ${isOn(parts.instance, scope)}`;
    case "split":
    case "unused":
      return sql`${isSplit} AND ${inPlace} AND ${isOn(parts.instance, scope)}`;
    case "fargate":
      return sql`${isFargate} AND ${inPlace}`;
    case "instances":
      return sql`${isInstance} AND ${isShared(source, parts)} AND ${isOn(id, scope)}
        AND coalesce(row(${source.day}, ${id}) IN (
          SELECT row(${source.day}, ${parts.instance}) FROM ${source.relation} WHERE ${isSplit} AND ${inPlace}), false)`;
    case "whole":
      return sql`${isInstance} AND NOT ${isShared(source, parts)}`;
    case "rest":
      return sql`(${source.counts}) AND NOT ${isFargate} AND NOT ${isInstance}`;
  }
}

/** Whether containers shared an instance in the hour. */
function isShared(source: LineItemSource, { isSplit, instance }: ContainerParts): Sql {
  return sql`coalesce(row(${source.hour}, ${source.dimension("resourceId")}) IN (
    SELECT row(${source.hour}, ${instance}) FROM ${source.relation} WHERE ${isSplit}), false)`;
}

function isOn(instance: Sql, { instance: only }: ContainerScope): Sql {
  return only === undefined ? raw("true") : sql`coalesce(${instance} = ${only}, false)`;
}

/** Whether a container is one of a place. */
function isOf(source: LineItemSource, parts: ContainerParts, place: ContainerPlace): Sql {
  const is = (value: Sql, wanted: string | null | undefined): readonly Sql[] =>
    wanted === undefined ? [] : [sql`${value} IS NOT DISTINCT FROM ${wanted}`];
  return join(
    [
      ...is(parts.platform, place.platform),
      ...is(parts.cluster, place.cluster),
      ...is(parts.namespace, place.namespace),
      ...is(parts.workload, place.workload),
      ...is(source.dimension("linkedAccount"), place.account),
      ...is(source.dimension("region"), place.region),
    ],
    " AND ",
  );
}

function amountOf(
  source: LineItemSource,
  { isSplit, amount }: ContainerParts,
  { scope: { part }, metric }: { readonly scope: ContainerScope; readonly metric: MetricId },
): Sql {
  const own = source.metric(metric);
  const split = splitMetric(metric);
  if (split === null || part === "instances" || part === "whole" || part === "rest" || part === "fargate")
    return own;
  const columns = SPLIT_COST_COLUMNS[split];
  if (part === "split") return amount(columns.own);
  if (part === "unused") return amount(columns.unused);
  return sql`CASE WHEN ${isSplit} THEN coalesce(${amount(columns.own)}, 0) + coalesce(${amount(columns.unused)}, 0) ELSE ${own} END`;
}
