import { filterCondition } from "../cost/filter/filter-sql.ts";
import { storeFor, type Store } from "../cost/query/plan.ts";
import { storeParts, type StorePart } from "../cost/query/store-part.ts";
import { daysWithin } from "../cost/query/fact.ts";
import { withProfiles } from "../cost/profile/profile-sql.ts";
import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { identifier, join, raw, sql, type Sql } from "../sql/sql.ts";
import { chargeClassSql, isUsageSql } from "./charge-class.ts";
import { PRODUCT_DIMENSIONS, type PeriodQuery } from "./comparison.ts";

/** The smallest store that knows what a period is told apart by. */
export function sumsStore({ groupBy, filters, profiles }: PeriodQuery): Store {
  const dimensions: readonly DimensionRef[] = [
    ...PRODUCT_DIMENSIONS,
    "purchaseOption",
    "lineItemType",
    "pricingUnit",
    ...groupBy,
    ...filters.map(({ dimension }) => dimension),
  ];
  return storeFor(dimensions, false, profiles);
}

/** Names of the key columns: `k0 ... kn` of what is grouped by, `p0 ... pn` of the product's dimensions. */
export function sumColumns({ groupBy }: Pick<PeriodQuery, "groupBy">) {
  return {
    keys: groupBy.map((_, at) => `k${at}`),
    product: PRODUCT_DIMENSIONS.map((_, at) => `p${at}`),
  };
}

/**
 * Rows `currency, charge, k0 ..., p0 ..., option, units, amount, quantity, line_items` of a period: usage by product and purchase
 * option, other charges by their kind alone.
 */
export function sumsSql(query: PeriodQuery, deliveries: readonly Delivery[], directory: string): Sql {
  const parts = storeParts(sumsStore(query), deliveries, directory).map((part) =>
    partSql(query, part, deliveries),
  );
  const { keys, product } = sumColumns(query);
  const by = join(
    [...keys, ...product].map((name) => sql`${identifier(name)}, `),
    "",
  );
  return sql`SELECT currency, charge, ${by} option,
      list(DISTINCT unit ORDER BY unit) FILTER (unit IS NOT NULL) AS units, sum(amount) AS amount, sum(quantity) AS quantity,
      sum(line_items)::BIGINT AS line_items
    FROM (${join(parts, " UNION ALL ")})
    GROUP BY currency, charge, ${by} option`;
}

function partSql(query: PeriodQuery, store: StorePart, deliveries: readonly Delivery[]): Sql {
  const part = withProfiles(store, query.profiles ?? []);
  const isUsage = isUsageSql(part.dimension);
  const ofUsage = (value: Sql): Sql => sql`CASE WHEN ${isUsage} THEN ${value} END`;
  const { keys, product } = sumColumns(query);
  const columns = [
    ...query.groupBy.map((ref, at) => sql`${part.dimension(ref)} AS ${identifier(keys[at] ?? "")}`),
    ...PRODUCT_DIMENSIONS.map((ref, at) => {
      const isTold = ref !== "linkedAccount" || query.byAccount;
      const value = isTold ? ofUsage(part.dimension(ref)) : raw("NULL::VARCHAR");
      return sql`${value} AS ${identifier(product[at] ?? "")}`;
    }),
  ];
  const conditions = [
    part.where,
    ...daysWithin(part.day, query.range, deliveries),
    ...(query.filters.length === 0 ? [] : [filterCondition(query.filters, part)]),
  ];
  const quantity = part.metric("usageAmount");
  return sql`SELECT ${chargeClassSql(part.dimension)} AS charge, ${part.dimension("currency")} AS currency, ${join(columns)},
      ${ofUsage(part.dimension("purchaseOption"))} AS option,
      ${ofUsage(sql`CASE WHEN ${quantity} <> 0 THEN coalesce(${part.dimension("pricingUnit")}, '') END`)} AS unit,
      ${part.metric(query.metric)} AS amount, ${ofUsage(quantity)} AS quantity, ${part.lineItems} AS line_items
    FROM ${part.relation} WHERE ${join(conditions, " AND ")}`;
}
