import type { DuckDBConnection } from "@duckdb/node-api";
import type { DimensionId } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { lineItemSource } from "#core/cost/source/line-item-source.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { TRAIT_IDS } from "#core/finding/exact-filters.ts";
import { scaledOf } from "#core/money/decimal.ts";
import { identifier, join, sql } from "#core/sql/sql.ts";
import { run } from "../duckdb/run.ts";

const DIMENSIONS = [...TRAIT_IDS, "commitment"] as const satisfies readonly DimensionId[];

export type Kept = { readonly cost: bigint; readonly lineItems: number };

/** What filters keep of a month's line items, told without the roll-up and without any rule. */
export async function keeper(
  connection: DuckDBConnection,
  directory: string,
  delivery: Delivery,
): Promise<(filters: readonly Filter[]) => Kept> {
  const source = lineItemSource(delivery, directory);
  const dimensions = DIMENSIONS.map((id) => sql`${source.dimension(id)} AS ${identifier(id)}`);
  const rows = await run(
    connection,
    sql`SELECT ${join(dimensions)}, sum(coalesce(${source.metric("netAmortized")}, ${source.metric("amortized")}))::DECIMAL(38,18) AS cost, count(*) AS line_items
      FROM ${source.relation} WHERE ${source.counts} GROUP BY ALL`,
  );
  return (filters) => {
    const kept = rows.filter((row) =>
      filters.every(({ dimension, values }) => {
        const value = row[dimension];
        return values.includes(typeof value === "string" && value !== "" ? value : null);
      }),
    );
    return {
      cost: kept.reduce((sum, row) => sum + scaledOf(String(row["cost"])), 0n),
      lineItems: kept.reduce((count, row) => count + Number(row["line_items"]), 0),
    };
  };
}
