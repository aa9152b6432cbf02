import { keptFile } from "../cost/rollup/rollup.ts";
import { columnsById } from "../cost/source/columns.ts";
import { lineItemSource, storedPath } from "../cost/source/line-item-source.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { join, sql, type Sql } from "../sql/sql.ts";
import { containerParts } from "./container-parts.ts";
import type { WorkloadKey } from "./container.ts";

/** Parts of an instance that are this far apart from it, in the currency of the bill, are told. */
const APART = "0.000001";

/**
 * What one delivery's line items say about containers, summed per UTC day: rows
 *
 *     kind            split: a container's part of an instance. fargate: a container with a cost of its own.
 *                     instance: an instance that was split, in the hours in which it was. whole: one that was not. rest: all else
 *     day, currency, payer, account, region
 *     platform, cluster, namespace, workload_type, workload, is_tagged, resource      of split and fargate
 *     instance        of split and instance
 *     amortized, net_amortized, list                  cost; of split rows what the container reserved or used
 *     unused, net_unused, list_unused                 of split rows: its part of what nobody used
 *     reserved, used, allocated                       hours
 *     hours, hours_apart, hours_missing, line_items   of instance rows: hours that were split
 */
export function containerFacts(delivery: Delivery, directory: string): Sql {
  const source = lineItemSource(delivery, directory);
  const parts = containerParts(columnsById(delivery.columns), source);
  const { amount } = parts;
  const place = sql`${source.dimension("currency")} AS currency, ${source.dimension("payerAccount")} AS payer,
      ${source.dimension("linkedAccount")} AS account, ${source.dimension("region")} AS region`;
  const workload = sql`${parts.platform} AS platform, ${parts.cluster} AS cluster, ${parts.namespace} AS namespace,
      ${parts.workloadType} AS workload_type, ${parts.workload} AS workload, ${parts.isTagged} AS is_tagged, ${parts.resource} AS resource`;
  const own = sql`sum(${source.metric("amortized")}) AS amortized, sum(${source.metric("netAmortized")}) AS net_amortized,
      sum(${source.metric("onDemandEquivalent")}) AS list`;
  return sql`WITH part AS (
      SELECT ${source.hour} AS hour, ${parts.instance} AS instance, any_value(${source.dimension("currency")}) AS currency,
        any_value(${source.dimension("payerAccount")}) AS payer, any_value(${source.dimension("linkedAccount")}) AS account,
        any_value(${source.dimension("region")}) AS region,
        sum(${amount("split_line_item_split_cost")} + ${amount("split_line_item_unused_cost")}) AS shared
      FROM ${source.relation} WHERE ${parts.isSplit} GROUP BY 1, 2),
    machine AS (
      SELECT *, row_number() OVER (PARTITION BY hour, instance ORDER BY line_items DESC) AS nth FROM (
        SELECT ${source.hour} AS hour, ${place}, ${source.dimension("resourceId")} AS instance, ${own}, count(*) AS line_items
        FROM ${source.relation} WHERE ${parts.isInstance} GROUP BY ALL)),
    hourly AS (
      SELECT coalesce(machine.hour, part.hour)::DATE AS day, coalesce(machine.currency, part.currency) AS currency,
        coalesce(machine.payer, part.payer) AS payer, coalesce(machine.account, part.account) AS account,
        coalesce(machine.region, part.region) AS region, machine.hour IS NULL AS is_missing, part.hour IS NOT NULL AS is_split,
        coalesce(machine.instance, part.instance) AS instance, amortized, net_amortized, list, shared, line_items
      FROM machine FULL JOIN part ON machine.hour = part.hour AND machine.instance = part.instance AND machine.nth = 1)
    SELECT 'split' AS kind, ${source.day} AS day, ${place}, ${workload}, ${parts.instance} AS instance,
      sum(${amount("split_line_item_split_cost")}) AS amortized, sum(${amount("split_line_item_unused_cost")}) AS unused,
      sum(${amount("split_line_item_net_split_cost")}) AS net_amortized, sum(${amount("split_line_item_net_unused_cost")}) AS net_unused,
      sum(${amount("split_line_item_public_on_demand_split_cost")}) AS list,
      sum(${amount("split_line_item_public_on_demand_unused_cost")}) AS list_unused,
      sum(${amount("split_line_item_reserved_usage")}) AS reserved, sum(${amount("split_line_item_actual_usage")}) AS used,
      sum(${amount("split_line_item_split_usage")}) AS allocated, count(*) AS line_items
    FROM ${source.relation} WHERE ${parts.isSplit} GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'fargate' AS kind, ${source.day} AS day, ${place}, ${workload}, ${own}, sum(${source.metric("usageAmount")}) AS reserved,
      count(*) AS line_items
    FROM ${source.relation} WHERE ${parts.isFargate} GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'instance' AS kind, day, currency, payer, account, region, instance, sum(amortized) AS amortized,
      sum(net_amortized) AS net_amortized, sum(list) AS list, count(*) AS hours, count(*) FILTER (is_missing) AS hours_missing,
      count(*) FILTER (abs(coalesce(amortized, 0) - coalesce(shared, 0)) > ${APART}::DECIMAL(38,18)) AS hours_apart,
      coalesce(sum(line_items), 0)::BIGINT AS line_items
    FROM hourly WHERE is_split GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'whole' AS kind, day, currency, payer, account, region, sum(amortized) AS amortized, sum(net_amortized) AS net_amortized,
      sum(list) AS list, sum(line_items)::BIGINT AS line_items
    FROM hourly WHERE NOT is_split GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'rest' AS kind, ${source.day} AS day, ${place}, ${own}, count(*) AS line_items
    FROM ${source.relation} WHERE (${source.counts}) AND NOT ${parts.isFargate} AND NOT ${parts.isInstance} GROUP BY ALL`;
}

/** Path of the facts kept beside a delivery's line items, relative to the workspace folder; another rule gets another name. */
export function containerFactsFile(delivery: Delivery): string {
  return keptFile(delivery, "containers-1.parquet");
}

/** Writes the facts of a delivery to `path`. */
export function keepContainerFacts(delivery: Delivery, directory: string, path: string): Sql {
  return sql`COPY (${containerFacts(delivery, directory)}) TO ${path} (FORMAT parquet, COMPRESSION zstd)`;
}

/** The kept facts of several deliveries as a relation. */
export function keptContainerFacts(deliveries: readonly Delivery[], directory: string): Sql {
  const files = deliveries.map((delivery) => storedPath(directory, containerFactsFile(delivery)));
  return sql`read_parquet([${join(files)}])`;
}

/** Whether a delivery was asked for split cost allocation data, and something was split. */
export function hasSplitRows({ columns }: Pick<Delivery, "columns">): boolean {
  return columns.some(({ id }) => id === "split_line_item_split_cost");
}

/** Rows `pod`: resource ids of a workload's pods and tasks. */
export function podsOfWorkload(delivery: Delivery, directory: string, key: WorkloadKey): Sql {
  const source = lineItemSource(delivery, directory);
  const parts = containerParts(columnsById(delivery.columns), source);
  const is = (value: Sql, wanted: string | null): Sql => sql`${value} IS NOT DISTINCT FROM ${wanted}`;
  return sql`SELECT DISTINCT ${source.dimension("resourceId")} AS pod FROM ${source.relation}
    WHERE (${parts.isSplit} OR ${parts.isFargate}) AND ${is(parts.platform, key.platform)} AND ${is(parts.cluster, key.cluster)}
      AND ${is(parts.namespace, key.namespace)} AND ${is(parts.workload, key.workload)}
      AND ${is(source.dimension("linkedAccount"), key.account)} AND ${is(source.dimension("region"), key.region)}`;
}
