import { filterCondition } from "../cost/filter/filter-sql.ts";
import { storeFor, type Store } from "../cost/query/plan.ts";
import { storeParts, type StorePart } from "../cost/query/store-part.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { identifier, join, literal, sql, type Sql } from "../sql/sql.ts";
import { dimensionsOf } from "./charge-kind.ts";
import { scopeConditions } from "./charge-scope.ts";
import { type ChargesQuery, scopeOf } from "./charges-query.ts";
import { firstMatchSql } from "./rule.ts";
import { CATEGORY_RULES } from "./transfer-category.ts";

/** Spellings of AWS for its unit of data transfer, in lower case. */
const GIGABYTES = ["gb", "gigabytes", "gigabyte"];

/** The smallest store that knows what a question reads. */
export function chargesStore({ groupBy, filters }: Pick<ChargesQuery, "groupBy" | "filters">): Store {
  return storeFor([...dimensionsOf(groupBy), ...filters.map(({ dimension }) => dimension)], false);
}

/** Key columns of a question: `k0 ... kn`. */
export function chargeKeys({ groupBy }: Pick<ChargesQuery, "groupBy">): readonly string[] {
  const count = groupBy === "category" ? 1 : dimensionsOf(groupBy).length;
  return Array.from({ length: count }, (_, index) => `k${index}`);
}

/**
 * Rows `bucket, currency, amount, line_items, gigabytes, gigabyte_cost, units, k0 ... kn`: the line items of the kind by month,
 * currency and key. Months are counted from the start of the range.
 */
export function chargesSql(query: ChargesQuery, deliveries: readonly Delivery[], directory: string): Sql {
  const parts = storeParts(chargesStore(query), deliveries, directory).map((part) => partSql(query, part));
  const keys = chargeKeys(query).map((name) => identifier(name));
  return sql`SELECT bucket, currency, sum(amount) AS amount, sum(line_items)::BIGINT AS line_items,
      sum(gigabytes) AS gigabytes, sum(gigabyte_cost) AS gigabyte_cost,
      list(DISTINCT unit ORDER BY unit) FILTER (unit IS NOT NULL) AS units, ${join(keys)}
    FROM (${join(parts, " UNION ALL ")})
    GROUP BY bucket, currency, ${join(keys)}`;
}

function partSql(query: ChargesQuery, part: StorePart): Sql {
  const { from, to } = query.range;
  const isGigabyte = sql`lower(coalesce(${part.dimension("pricingUnit")}, '')) IN (${join(GIGABYTES.map(literal))})`;
  const isCounted = sql`${part.metric("usageAmount")} IS NOT NULL AND ${part.metric("usageAmount")} <> 0`;
  const category = firstMatchSql(CATEGORY_RULES, part.dimension);
  const values = query.groupBy === "category" ? [category] : dimensionsOf(query.groupBy).map(part.dimension);
  const conditions = [
    part.where,
    sql`${part.day} >= DATE ${literal(from)} AND ${part.day} < DATE ${literal(to)}`,
    ...scopeConditions(scopeOf(query), part.dimension),
    ...(query.filters.length === 0 ? [] : [filterCondition(query.filters, part)]),
  ];
  return sql`SELECT date_diff('month', DATE ${literal(from)}, ${part.day})::INTEGER AS bucket,
      ${part.dimension("currency")} AS currency, ${part.metric(query.metric)} AS amount, ${part.lineItems} AS line_items,
      CASE WHEN ${isGigabyte} THEN ${part.metric("usageAmount")} END AS gigabytes,
      CASE WHEN ${isGigabyte} AND ${isCounted} THEN ${part.metric(query.metric)} END AS gigabyte_cost,
      CASE WHEN NOT ${isGigabyte} AND ${isCounted} THEN coalesce(${part.dimension("pricingUnit")}, '') END AS unit,
      ${join(values.map((value, index) => sql`${value} AS ${identifier(`k${index}`)}`))}
    FROM ${part.relation} WHERE ${join(conditions, " AND ")}`;
}
