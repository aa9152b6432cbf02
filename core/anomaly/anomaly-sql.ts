import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { FactRequest } from "../cost/query/fact.ts";
import { chargedFacts } from "../forecast/charge-sql.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import type { SeriesPart } from "./anomaly.ts";

/** Dimensions a series is made of; the first values of the answer's rows. */
export type SeriesOf = readonly DimensionRef[];

const TABLE = raw("anomaly_usage");

/**
 * A temporary table of the daily usage by `dimensions`, which many questions are asked of. Tax, credits, fees, marketplace
 * and what is priced by the month take no part.
 */
export function usageTable(request: FactRequest, dimensions: readonly DimensionRef[]): Sql {
  const columns = dimensions.map((ref) => {
    const at = request.dimensions.indexOf(ref);
    if (at < 0) throw new Error(`charges are not asked for by ${ref}`);
    return sql`${identifier(`k${at}`)} AS ${columnOf(dimensions, ref)}`;
  });
  return sql`CREATE TEMPORARY TABLE ${TABLE} AS WITH ${chargedFacts(request)}
    SELECT bucket, currency, ${join(columns)}, sum(amount) AS amount
    FROM charged WHERE kind = ${literal("usage")} AND amount IS NOT NULL GROUP BY ALL`;
}

export type UsageQuestion = {
  /** Those of the table. */
  readonly dimensions: readonly DimensionRef[];
  readonly sets: readonly SeriesOf[];
  /** Only this series; all usage where it is empty. */
  readonly series: readonly SeriesPart[];
};

/**
 * Rows `set, bucket, currency, v0, v1, amount`: one set per entry of `sets`, numbered in their order, whose one or two
 * dimensions are `v0` and `v1`.
 */
export function usageBySets({ dimensions, sets, series }: UsageQuestion): Sql {
  const column = (ref: DimensionRef | undefined): Sql =>
    ref === undefined ? raw("NULL::VARCHAR") : columnOf(dimensions, ref);
  const conditions = series.map(
    ({ dimension, value }) => sql`${columnOf(dimensions, dimension)} IS NOT DISTINCT FROM ${value}::VARCHAR`,
  );
  const where = conditions.length === 0 ? raw("true") : join(conditions, " AND ");
  const parts = sets.map(
    ([first, second], index) => sql`SELECT ${raw(String(index))} AS set, bucket, currency,
      ${column(first)} AS v0, ${column(second)} AS v1, sum(amount) AS amount
    FROM usage GROUP BY ALL`,
  );
  return sql`WITH usage AS MATERIALIZED (SELECT * FROM ${TABLE} WHERE ${where})
    ${join(parts, " UNION ALL ")} ORDER BY ALL`;
}

function columnOf(dimensions: readonly DimensionRef[], ref: DimensionRef): Sql {
  return identifier(`d${dimensions.indexOf(ref)}`);
}
