import { filterCondition } from "../cost/filter/filter-sql.ts";
import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { Store } from "../cost/query/plan.ts";
import { dailyResources, rollupColumn, rollupDimension } from "../cost/rollup/rollup.ts";
import { lineItemSource } from "../cost/source/line-item-source.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { empty, identifier, join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import { rangeOfPeriod, type DateRange } from "../time/period.ts";
import type { ResourceOrder, ResourceQuery, ResourceSelection } from "./resource-query.ts";

/** A selection with the deliveries and the store that answer it. */
export type ResourceRequest = Omit<ResourceSelection, "currency"> & {
  /** All that may tell of a resource: first and last seen reach over both periods. */
  readonly deliveries: readonly Delivery[];
  readonly directory: string;
  readonly store: Exclude<Store, "daily">;
  /** The currency to keep; null where all line items have the same. */
  readonly onlyCurrency: string | null;
};

/**
 * Rows `states, resource_id, now, before, unit, first_day, last_day, state` of one page. `states`, the same in every row,
 * lists `state, resources, now, before` of all states, whichever is selected; without a resource there is one row with
 * only that. Adding up the data once for both is half the work.
 */
export function compileList(
  request: ResourceRequest,
  { sort, offset, limit }: Pick<ResourceQuery, "sort" | "offset" | "limit">,
): Sql {
  const order = orderOf(sort);
  return sql`WITH ${judged(request)},
    sums AS (
      SELECT state, count(*) AS resources, sum(now) AS now, sum(before) AS before FROM judged GROUP BY state),
    whole AS (
      SELECT list({'state': state, 'resources': resources, 'now': now, 'before': before}) AS states FROM sums),
    page AS (
      SELECT resource_id, now, before, unit, first_day, last_day, state FROM judged WHERE ${ofState(request)}
      ${order} LIMIT ${limit} OFFSET ${offset})
    SELECT whole.states, page.* FROM whole LEFT JOIN page ON true ${order}`;
}

/** Rows `place, resource_id, now, before, unit, first_day, last_day, state` of all resources of the selection, placed in the order. */
export function compileOrdered(request: ResourceRequest, sort: ResourceQuery["sort"]): Sql {
  return sql`WITH ${judged(request)}
    SELECT row_number() OVER (${orderOf(sort)}) AS place, resource_id, now, before, unit, first_day, last_day, state
    FROM judged WHERE ${ofState(request)}`;
}

/** Rows `month, cost, line_items` over the line items of the range without a resource. */
export function compileUnassigned(request: ResourceRequest): Sql {
  const deliveries = touching(request.deliveries, [request.range]);
  const rows = resourceRows({ ...request, deliveries }, [], raw("IS NULL"));
  return sql`SELECT ${MONTH} AS month, sum(amount) AS cost, sum(line_items)::BIGINT AS line_items
    FROM (${rows}) WHERE ${within(request.range)} GROUP BY month ORDER BY month`;
}

/** Rows `value, resources, cost, values`: how many resources have a value, and what they cost with it in the range. */
export function compileFacet(request: ResourceRequest, dimension: DimensionRef, limit: number): Sql {
  const ranges = rangesOf(request);
  const rows = resourceRows({ ...request, deliveries: touching(request.deliveries, ranges) }, [dimension]);
  const { named, where } = chosenOf(request);
  return sql`${named} SELECT value, resources, cost, count(*) OVER () AS values FROM (
      SELECT k0 AS value, count(DISTINCT resource_id) AS resources,
        sum(amount) FILTER (WHERE ${within(request.range)}) AS cost
      FROM (${rows}) WHERE (${join(ranges.map(within), " OR ")}) AND ${where} GROUP BY k0)
    ORDER BY cost DESC NULLS LAST, resources DESC, value NULLS LAST LIMIT ${limit}`;
}

/** Rows `resource_id, k0 ... kn, amount` of some resources in both periods, for what they are. */
export function compileAttributes(request: ResourceRequest, dimensions: readonly DimensionRef[]): Sql {
  const ranges = rangesOf(request);
  const rows = resourceRows({ ...request, deliveries: touching(request.deliveries, ranges) }, dimensions);
  const keys = dimensions.map((_, index) => identifier(`k${index}`));
  return sql`SELECT resource_id, ${join(keys)}, sum(amount) AS amount
    FROM (${rows}) WHERE ${join(ranges.map(within), " OR ")} GROUP BY ALL`;
}

/** Rows `resource_id, month, now, before` of some resources: what each month of the two periods cost. */
export function compileMonths(request: ResourceRequest): Sql {
  return sql`SELECT resource_id, ${monthSums(request)}
    WHERE ${join(rangesOf(request).map(within), " OR ")} GROUP BY ALL ORDER BY ALL`;
}

/** Rows `month, now, before`: what all resources of the selection cost in each month of the two periods. */
export function compileWholeMonths(request: ResourceRequest): Sql {
  const { named, where } = chosenOf(request);
  return sql`${named} SELECT ${monthSums(request)}
    WHERE (${join(rangesOf(request).map(within), " OR ")}) AND ${where} GROUP BY month ORDER BY month`;
}

/** Columns `month, now, before` and where they come from. */
function monthSums(request: ResourceRequest): Sql {
  const { range, before, deliveries } = request;
  const rows = resourceRows({ ...request, deliveries: touching(deliveries, rangesOf(request)) }, []);
  const past =
    before === null ? raw("NULL::DECIMAL(38,18)") : sql`sum(amount) FILTER (WHERE ${within(before)})`;
  return sql`${MONTH} AS month, sum(amount) FILTER (WHERE ${within(range)}) AS now, ${past} AS before
    FROM (${rows})`;
}

/** Deliveries whose billing period one of the ranges touches. */
export function touching(deliveries: readonly Delivery[], ranges: readonly DateRange[]): readonly Delivery[] {
  return deliveries.filter(({ billingPeriod }) => {
    const period = rangeOfPeriod(billingPeriod);
    return ranges.some(({ from, to }) => period.from < to && period.to > from);
  });
}

const MONTH = raw("strftime(day, '%Y-%m')");

function orderOf({ by, descending }: ResourceQuery["sort"]): Sql {
  return sql`ORDER BY ${ORDERS[by]} ${raw(descending ? "DESC" : "ASC")} NULLS LAST, resource_id`;
}

const ORDERS: Readonly<Record<ResourceOrder, Sql>> = {
  cost: raw("now"),
  before: raw("before"),
  change: raw("now - before"),
  firstSeen: raw("first_day"),
  lastSeen: raw("last_day"),
  resource: raw("resource_id"),
};

/** Common table expressions `seen` (every resource of the data) and `judged` (those of the two periods, with their state). */
function judged(request: ResourceRequest): Sql {
  const { range, before } = request;
  const isNow = within(range);
  const isBefore = before === null ? raw("false") : within(before);
  const isUsage = request.metric === "usageAmount";
  const unit = isUsage
    ? sql`CASE WHEN min(unit) FILTER (WHERE ${isNow} OR ${isBefore}) = max(unit) FILTER (WHERE ${isNow} OR ${isBefore})
        THEN min(unit) FILTER (WHERE ${isNow} OR ${isBefore}) END`
    : raw("NULL::VARCHAR");
  // A period without a line item cost nothing; one whose amounts are not known is not known.
  const amount = (name: Sql, isThere: Sql): Sql =>
    sql`CASE WHEN NOT ${isThere} THEN 0::DECIMAL(38,18) ${isUsage ? raw("WHEN unit IS NULL THEN NULL") : empty} ELSE ${name} END`;
  const past = before === null ? raw("NULL::DECIMAL(38,18)") : amount(raw("before_sum"), raw("in_before"));
  return sql`seen AS (
      SELECT resource_id, min(day) AS first_day, max(day) AS last_day, ${unit} AS unit,
        sum(amount) FILTER (WHERE ${isNow}) AS now_sum, sum(amount) FILTER (WHERE ${isBefore}) AS before_sum,
        bool_or(${isNow}) AS in_now, bool_or(${isBefore}) AS in_before
      FROM (${resourceRows(request, [])}) GROUP BY resource_id),
    known AS (
      SELECT resource_id, first_day, last_day, unit, in_now, in_before,
        ${amount(raw("now_sum"), raw("in_now"))} AS now, ${past} AS before
      FROM seen WHERE in_now OR in_before),
    judged AS MATERIALIZED (SELECT *, ${before === null ? raw("NULL::VARCHAR") : stateOf(range)} AS state FROM known)`;
}

function stateOf(range: DateRange): Sql {
  return sql`CASE WHEN NOT in_before AND first_day >= DATE ${literal(range.from)} THEN 'new'
    WHEN NOT in_before THEN 'appeared' WHEN NOT in_now THEN 'gone'
    WHEN now > before THEN 'grown' WHEN now < before THEN 'shrunk' WHEN now = before THEN 'same' END`;
}

/** The common table expressions that name the resources of the state asked for, and the condition that keeps them. */
function chosenOf(request: ResourceRequest): { readonly named: Sql; readonly where: Sql } {
  return request.state === null
    ? { named: empty, where: raw("true") }
    : {
        named: sql`WITH ${judged(request)}`,
        where: sql`resource_id IN (SELECT resource_id FROM judged WHERE ${ofState(request)})`,
      };
}

function ofState({ state }: ResourceRequest): Sql {
  return state === null ? raw("true") : sql`state = ${state}`;
}

function rangesOf({ range, before }: ResourceRequest): readonly DateRange[] {
  return before === null ? [range] : [range, before];
}

function within({ from, to }: DateRange): Sql {
  return sql`(day >= DATE ${literal(from)} AND day < DATE ${literal(to)})`;
}

/** Rows `resource_id, day, amount, unit, line_items, k0 ... kn` that pass the filters and the search, not yet added up. */
function resourceRows(
  request: ResourceRequest,
  dimensions: readonly DimensionRef[],
  assigned: Sql = raw("IS NOT NULL"),
): Sql {
  const { deliveries } = request;
  if (deliveries.length === 0) return noRows(dimensions);
  const parts =
    request.store === "dailyResource"
      ? [rollupPart(request)]
      : deliveries.map((delivery) => lineItemPart(delivery, request.directory));
  return join(
    parts.map((part) => rowsOf(part, request, dimensions, assigned)),
    " UNION ALL ",
  );
}

type Part = {
  readonly relation: Sql;
  readonly day: Sql;
  readonly amount: (metric: ResourceRequest["metric"]) => Sql;
  readonly lineItems: Sql;
  readonly dimension: (ref: DimensionRef) => Sql;
  readonly plainColumn: (ref: DimensionRef) => Sql | null;
  readonly counts: Sql;
};

function rollupPart({ deliveries, directory }: ResourceRequest): Part {
  return {
    relation: dailyResources(deliveries, directory),
    day: raw("day"),
    amount: rollupColumn,
    lineItems: raw("line_items"),
    dimension: rollupDimension,
    plainColumn: rollupDimension,
    counts: raw("true"),
  };
}

function lineItemPart(delivery: Delivery, directory: string): Part {
  const source = lineItemSource(delivery, directory);
  return { ...source, amount: source.metric, lineItems: raw("1") };
}

function rowsOf(
  part: Part,
  { metric, filters, onlyCurrency, search }: ResourceRequest,
  dimensions: readonly DimensionRef[],
  assigned: Sql,
): Sql {
  const resource = part.dimension("resourceId");
  const amount = part.amount(metric);
  const unit =
    metric === "usageAmount"
      ? sql`CASE WHEN ${amount} <> 0 THEN coalesce(${part.dimension("pricingUnit")}, '') END`
      : raw("NULL::VARCHAR");
  const keys = dimensions.map((ref, index) => sql`, ${part.dimension(ref)} AS ${identifier(`k${index}`)}`);
  const conditions = [
    part.counts,
    sql`${resource} ${assigned}`,
    ...(onlyCurrency === null ? [] : [sql`${part.dimension("currency")} = ${onlyCurrency}`]),
    ...(filters.length === 0 ? [] : [filterCondition(filters, part)]),
    ...wordsOf(search).map((word) => sql`contains(lower(${resource}), ${word})`),
  ];
  return sql`SELECT ${resource} AS resource_id, ${part.day} AS day, ${amount} AS amount, ${unit} AS unit,
      ${part.lineItems} AS line_items${join(keys, "")}
    FROM ${part.relation} WHERE ${join(conditions, " AND ")}`;
}

function wordsOf(search: string): readonly string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

function noRows(dimensions: readonly DimensionRef[]): Sql {
  const keys = dimensions.map((_, index) => sql`, NULL::VARCHAR AS ${identifier(`k${index}`)}`);
  return sql`SELECT NULL::VARCHAR AS resource_id, NULL::DATE AS day, NULL::DECIMAL(38,18) AS amount,
    NULL::VARCHAR AS unit, NULL::BIGINT AS line_items${join(keys, "")} WHERE false`;
}
