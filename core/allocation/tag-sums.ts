import { METRIC_IDS } from "../cost/metric/metric-id.ts";
import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import { daysWithin } from "../cost/query/fact.ts";
import { rollupColumn } from "../cost/rollup/rollup.ts";
import { lineItemSource } from "../cost/source/line-item-source.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { monthsSince } from "../sql/dialect.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import type { TagQuery } from "./tag-governance.ts";

/** Counts up when the sums of the same keys would hold something else. */
const VERSION = 1;

/** Text that is the same for the same keys and no others. */
export function tagSumsIdentity(refs: readonly DimensionRef[]): string {
  return JSON.stringify([VERSION, refs]);
}

/**
 * Writes what a delivery's line items with a value of a tag key come to, for all keys at once: rows `day, currency, ref,
 * value`, the metrics and `line_items`. The line items are read once, for their sums by all keys together; each key's own
 * are sums of those, which are far fewer where bills come by the hour.
 */
export function keepTagSums(
  delivery: Delivery,
  directory: string,
  refs: readonly DimensionRef[],
  path: string,
): Sql {
  const source = lineItemSource(delivery, directory);
  const values = refs.map((ref, at) => sql`${source.dimension(ref)} AS ${column(at)}`);
  const sums = METRIC_IDS.map((id) => sql`sum(${source.metric(id)}) AS ${rollupColumn(id)}`);
  return sql`COPY (
    WITH together AS MATERIALIZED (
      SELECT ${source.day} AS day, ${source.dimension("currency")} AS currency, ${join(values)}, ${join(sums)}, count(*) AS line_items
      FROM ${source.relation} WHERE ${source.counts} GROUP BY ALL
    )
    ${join(refs.map(sumsOfKey), " UNION ALL ")}
  ) TO ${path} (FORMAT parquet, COMPRESSION zstd)`;
}

function sumsOfKey(ref: DimensionRef, at: number): Sql {
  const sums = METRIC_IDS.map((id) => sql`sum(${rollupColumn(id)}) AS ${rollupColumn(id)}`);
  return sql`SELECT day, currency, ${literal(ref)} AS ref, ${column(at)} AS value, ${join(sums)}, sum(line_items)::BIGINT AS line_items
    FROM together WHERE ${column(at)} IS NOT NULL GROUP BY day, currency, ${column(at)}`;
}

function column(at: number): Sql {
  return identifier(`t${at}`);
}

/** Rows `bucket, currency, ref, value, amount` of the sums that are kept in `files`; buckets are months of the range. */
export function taggedMoney(
  { metric, range }: TagQuery,
  deliveries: readonly Delivery[],
  files: readonly string[],
): Sql {
  const within = [raw("true"), ...daysWithin(raw("day"), range, deliveries)];
  return sql`SELECT ${monthsSince(range.from, raw("day"))} AS bucket, currency, ref, value, sum(${rollupColumn(metric)}) AS amount
    FROM read_parquet([${join(files)}]) WHERE ${join(within, " AND ")} GROUP BY ALL`;
}
