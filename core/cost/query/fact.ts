import type { Delivery } from "../../delivery/delivery.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../../sql/sql.ts";
import type { DateRange, Granularity } from "../../time/period.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import { filterCondition } from "../filter/filter-sql.ts";
import type { Filter } from "../filter/filter.ts";
import type { MetricId } from "../metric/metric-id.ts";
import { dailyResources, rollupColumn, rollupDimension } from "../rollup/rollup.ts";
import { lineItemSource } from "../source/line-item-source.ts";
import type { Store } from "./plan.ts";

/** What is asked of a store, whichever it is. */
export type FactRequest = {
  readonly store: Store;
  readonly deliveries: readonly Delivery[];
  readonly directory: string;
  readonly metric: MetricId;
  readonly granularity: Granularity;
  readonly range: DateRange;
  readonly dimensions: readonly DimensionRef[];
  readonly filters: readonly Filter[];
};

/**
 * Rows `bucket, currency, unit, k0 ... kn, amount, line_items` of the deliveries, summed per bucket and key in each part.
 * Buckets are counted from the start of the range; `unit` is only told apart for usage amounts.
 */
export function facts(request: FactRequest): Sql {
  if (request.deliveries.length === 0) return noFacts(request);
  if (request.store === "lineItems")
    return join(
      request.deliveries.map((delivery) => lineItemFacts(request, delivery)),
      " UNION ALL ",
    );
  return rollupFacts(request);
}

export function keyColumns({ dimensions }: Pick<FactRequest, "dimensions">): readonly Sql[] {
  return dimensions.map((_, index) => identifier(`k${index}`));
}

function rollupFacts(request: FactRequest): Sql {
  const isDaily = request.store === "daily";
  const ids = request.deliveries.map(({ id }) => id);
  return grouped(request, {
    relation: isDaily ? raw("daily") : dailyResources(request.deliveries, request.directory),
    day: raw("day"),
    bucket: bucketOfDay(request, raw("day")),
    dimension: rollupDimension,
    amount: rollupColumn(request.metric),
    lineItems: raw("sum(line_items)::BIGINT"),
    where: isDaily ? sql`delivery_id IN (${join(ids)})` : raw("true"),
  });
}

function lineItemFacts(request: FactRequest, delivery: Delivery): Sql {
  const source = lineItemSource(delivery, request.directory);
  const from = literal(request.range.from);
  return grouped(request, {
    relation: source.relation,
    day: source.day,
    bucket:
      request.granularity === "hour"
        ? sql`date_diff('hour', TIMESTAMP ${from}, ${source.hour})::INTEGER`
        : bucketOfDay(request, source.day),
    dimension: source.dimension,
    amount: source.metric(request.metric),
    lineItems: raw("count(*)"),
    where: source.counts,
  });
}

type Part = {
  readonly relation: Sql;
  readonly day: Sql;
  readonly bucket: Sql;
  readonly dimension: (ref: DimensionRef) => Sql;
  readonly amount: Sql;
  readonly lineItems: Sql;
  readonly where: Sql;
};

function grouped(request: FactRequest, part: Part): Sql {
  const { dimensions, filters, metric, range } = request;
  const keys = keyColumns(request).map((name, index) => {
    const ref = dimensions[index];
    return sql`, ${ref === undefined ? raw("NULL") : part.dimension(ref)} AS ${name}`;
  });
  const unit =
    metric === "usageAmount"
      ? sql`CASE WHEN ${part.amount} <> 0 THEN coalesce(${part.dimension("pricingUnit")}, '') END`
      : raw("NULL::VARCHAR");
  return sql`SELECT ${part.bucket} AS bucket, ${currencyIn(request, part)} AS currency, ${unit} AS unit${join(keys, "")},
      sum(${part.amount}) AS amount, ${part.lineItems} AS line_items
    FROM ${part.relation}
    WHERE ${part.where} AND ${within(part.day, range)} AND ${filterCondition(filters, part.dimension)}
    GROUP BY ALL`;
}

function within(day: Sql, { from, to }: DateRange): Sql {
  return sql`${day} >= DATE ${literal(from)} AND ${day} < DATE ${literal(to)}`;
}

/** Days are clamped into their billing period, so their month is the period. */
function bucketOfDay({ granularity, range }: FactRequest, day: Sql): Sql {
  if (granularity === "total") return raw("0");
  const from = literal(range.from);
  return granularity === "day"
    ? sql`(${day} - DATE ${from})::INTEGER`
    : sql`date_diff('month', DATE ${from}, ${day})::INTEGER`;
}

/** The one currency of all deliveries, as a constant; a column only where there are several. */
function currencyIn({ deliveries }: FactRequest, part: Part): Sql {
  const [only, ...others] = new Set(deliveries.flatMap(({ totals }) => Object.keys(totals)));
  return only === undefined || others.length > 0 ? part.dimension("currency") : literal(only);
}

function noFacts(request: FactRequest): Sql {
  const keys = keyColumns(request).map((name) => sql`, NULL::VARCHAR AS ${name}`);
  return sql`SELECT NULL::INTEGER AS bucket, NULL::VARCHAR AS currency, NULL::VARCHAR AS unit${join(keys, "")},
    NULL::DECIMAL(38,18) AS amount, NULL::BIGINT AS line_items WHERE false`;
}
