import type { Delivery } from "../../delivery/delivery.ts";
import { daysSince, hoursSince, monthsSince } from "../../sql/dialect.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../../sql/sql.ts";
import { type DateRange, type Granularity, rangeOfPeriod } from "../../time/period.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import { filterCondition } from "../filter/filter-sql.ts";
import type { Filter } from "../filter/filter.ts";
import type { MetricId } from "../metric/metric-id.ts";
import { withProfiles } from "../profile/profile-sql.ts";
import type { RuleDimension } from "../profile/tag-profile.ts";
import { type Cut, cutRelation, cutDimension } from "../rollup/cut.ts";
import { dailyResources, rollupColumn, rollupDimension } from "../rollup/rollup.ts";
import { type LineItemSource, lineItemSource } from "../source/line-item-source.ts";
import { NO_TEXT } from "../source/columns.ts";
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
  /** Dimensions made by rules that `dimensions` and `filters` may name. */
  readonly profiles?: readonly RuleDimension[];
  /** Sums over few dimensions to be read in the store's place. */
  readonly cut?: Cut;
};

/**
 * Rows `bucket, currency, unit, k0 ... kn, amount, line_items` of the deliveries, summed per bucket and key in each part.
 * Buckets are counted from the start of the range; `unit` is only told apart for usage amounts.
 */
export function facts(request: FactRequest): Sql {
  if (request.deliveries.length === 0) return noFacts(request);
  if (request.cut !== undefined) return cutFacts(request, request.cut);
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
    bucket: bucketOfDay(request, raw("day")),
    dimension: rollupDimension,
    plainColumn: rollupDimension,
    amount: rollupColumn(request.metric),
    lineItems: raw("sum(line_items)::BIGINT"),
    within: daysWithin(raw("day"), request.range, request.deliveries),
    where: isDaily ? sql`delivery_id IN (${join(ids)})` : raw("true"),
  });
}

function cutFacts(request: FactRequest, cut: Cut): Sql {
  const dimension = cutDimension(cut);
  return grouped(request, {
    relation: cutRelation(cut),
    bucket: bucketOfDay(request, raw("day")),
    dimension,
    plainColumn: dimension,
    amount: rollupColumn(request.metric),
    lineItems: raw("sum(line_items)::BIGINT"),
    within: daysWithin(raw("day"), request.range, request.deliveries),
    where: raw("true"),
  });
}

function lineItemFacts(request: FactRequest, delivery: Delivery): Sql {
  return sourceFacts(request, lineItemSource(delivery, request.directory), [delivery]);
}

/** The facts of deliveries that lie together in one relation. */
export function sourceFacts(
  request: FactRequest,
  source: LineItemSource,
  deliveries: readonly Delivery[],
): Sql {
  return grouped(request, {
    relation: source.relation,
    bucket:
      request.granularity === "hour"
        ? hoursSince(request.range.from, source.hour)
        : bucketOfDay(request, source.day),
    dimension: source.dimension,
    plainColumn: source.plainColumn,
    amount: source.metric(request.metric),
    lineItems: raw("count(*)"),
    within: daysWithin(source.day, request.range, deliveries),
    where: source.counts,
  });
}

type Part = {
  readonly relation: Sql;
  readonly bucket: Sql;
  readonly dimension: (ref: DimensionRef) => Sql;
  readonly plainColumn: (ref: DimensionRef) => Sql | null;
  readonly amount: Sql;
  readonly lineItems: Sql;
  readonly where: Sql;
  readonly within: readonly Sql[];
};

function grouped(request: FactRequest, store: Part): Sql {
  const { dimensions, filters, metric } = request;
  const part = withProfiles(store, request.profiles ?? []);
  const keys = dimensions.map((ref, index) => ({
    name: identifier(`k${index}`),
    value: part.dimension(ref),
  }));
  const currency = currencyIn(request);
  const unit = metric === "usageAmount" ? unitOf(part) : null;
  // Constants are kept out of the grouping: DuckDB 1.5.6 hashes them like any other column.
  const groups = [
    ...(request.granularity === "total" ? [] : ["1"]),
    ...(currency === null ? ["2"] : []),
    ...(unit === null ? [] : ["3"]),
    ...keys.map((_, index) => String(index + 4)),
  ];
  const conditions = [
    part.where,
    ...part.within,
    ...(filters.length === 0 ? [] : [filterCondition(filters, part)]),
  ];
  return sql`SELECT ${part.bucket} AS bucket, ${currency === null ? part.dimension("currency") : literal(currency)} AS currency,
      ${unit ?? NO_TEXT} AS unit${join(
        keys.map(({ name, value }) => sql`, ${value} AS ${name}`),
        "",
      )},
      sum(${part.amount}) AS amount, ${part.lineItems} AS line_items
    FROM ${part.relation} WHERE ${join(conditions, " AND ")}
    ${groups.length === 0 ? raw("HAVING count(*) > 0") : raw(`GROUP BY ${groups.join(", ")}`)}`;
}

function unitOf({ amount, dimension }: Part): Sql {
  return sql`CASE WHEN ${amount} <> 0 THEN coalesce(${dimension("pricingUnit")}, '') END`;
}

/** Conditions on the day, as far as the range cuts into the deliveries' periods. */
export function daysWithin(day: Sql, range: DateRange, deliveries: readonly Delivery[]): readonly Sql[] {
  const periods = deliveries.map(({ billingPeriod }) => rangeOfPeriod(billingPeriod));
  return [
    ...(periods.some(({ from }) => from < range.from) ? [sql`${day} >= DATE ${literal(range.from)}`] : []),
    ...(periods.some(({ to }) => to > range.to) ? [sql`${day} < DATE ${literal(range.to)}`] : []),
  ];
}

/** Days are clamped into their billing period, so their month is the period. */
function bucketOfDay({ granularity, range }: FactRequest, day: Sql): Sql {
  if (granularity === "total") return raw("0");
  return granularity === "day" ? daysSince(range.from, day) : monthsSince(range.from, day);
}

/** The one currency of all deliveries; null where there are several, so that a column has to tell. */
function currencyIn({ deliveries }: FactRequest): string | null {
  const [only, ...others] = new Set(deliveries.flatMap(({ totals }) => Object.keys(totals)));
  return others.length > 0 ? null : (only ?? null);
}

function noFacts(request: FactRequest): Sql {
  const keys = keyColumns(request).map((name) => sql`, NULL::VARCHAR AS ${name}`);
  return sql`SELECT NULL::INTEGER AS bucket, NULL::VARCHAR AS currency, NULL::VARCHAR AS unit${join(keys, "")},
    NULL::DECIMAL(38,18) AS amount, NULL::BIGINT AS line_items WHERE false`;
}
