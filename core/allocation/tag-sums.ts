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
const VERSION = 2;

/** Text that is the same for the same keys and no others. */
export function tagSumsIdentity(refs: readonly DimensionRef[]): string {
  return JSON.stringify([VERSION, refs]);
}

/**
 * Writes what a delivery's line items come to by the values of every tag key, and by service and account where a key has
 * none: rows `day, currency, ref, value, service, account`, the metrics and `line_items`. The line items are read once, for
 * their sums by all of these together; each key's own are sums of those, which are far fewer where bills come by the hour.
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
      SELECT ${source.day} AS day, ${source.dimension("currency")} AS currency, ${source.dimension("service")} AS service,
        ${source.dimension("linkedAccount")} AS account, ${join(values)}, ${join(sums)}, count(*) AS line_items
      FROM ${source.relation} WHERE ${source.counts} GROUP BY ALL
    )
    ${join(refs.flatMap(sumsOfKey), " UNION ALL ")}
  ) TO ${path} (FORMAT parquet, COMPRESSION zstd)`;
}

function sumsOfKey(ref: DimensionRef, at: number): readonly Sql[] {
  const sums = METRIC_IDS.map((id) => sql`sum(${rollupColumn(id)}) AS ${rollupColumn(id)}`);
  const told = sql`${join(sums)}, sum(line_items)::BIGINT AS line_items FROM together`;
  const nothing = raw("NULL::VARCHAR");
  return [
    sql`SELECT day, currency, ${literal(ref)} AS ref, ${column(at)} AS value, ${nothing} AS service, ${nothing} AS account,
      ${told} WHERE ${column(at)} IS NOT NULL GROUP BY day, currency, ${column(at)}`,
    sql`SELECT day, currency, ${literal(ref)} AS ref, ${nothing} AS value, service, account,
      ${told} WHERE ${column(at)} IS NULL GROUP BY day, currency, service, account`,
  ];
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
    FROM read_parquet([${join(files)}]) WHERE value IS NOT NULL AND ${join(within, " AND ")} GROUP BY ALL`;
}

/** Rows `bucket, currency, value, service, account, amount, line_items` of one key, likewise; by the last two where it has no value. */
export function moneyOfKey(
  { metric, range, ref }: TagQuery & { readonly ref: DimensionRef },
  deliveries: readonly Delivery[],
  files: readonly string[],
): Sql {
  const within = [sql`ref = ${ref}`, ...daysWithin(raw("day"), range, deliveries)];
  return sql`SELECT ${monthsSince(range.from, raw("day"))} AS bucket, currency, value, service, account,
      sum(${rollupColumn(metric)}) AS amount, sum(line_items)::BIGINT AS line_items
    FROM read_parquet([${join(files)}]) WHERE ${join(within, " AND ")} GROUP BY ALL`;
}
