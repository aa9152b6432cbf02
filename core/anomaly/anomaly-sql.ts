import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { FactRequest } from "../cost/query/fact.ts";
import { chargedFacts } from "../forecast/charge-sql.ts";
import { join, literal, raw, sql, type Sql } from "../sql/sql.ts";

/** Dimensions a series is made of; the first values of the answer's rows. */
export type SeriesOf = readonly DimensionRef[];

/**
 * Rows `set, bucket, currency, v0, v1, amount` of daily usage: one set per entry of `sets`, numbered in their order, whose
 * one or two dimensions are `v0` and `v1`. Tax, credits, fees, marketplace and what is priced by the month take no part.
 */
export function usageBySets(request: FactRequest, sets: readonly SeriesOf[]): Sql {
  const column = (ref: DimensionRef | undefined): Sql => {
    const at = ref === undefined ? -1 : request.dimensions.indexOf(ref);
    return at < 0 ? raw("NULL::VARCHAR") : raw(`k${at}`);
  };
  const parts = sets.map(
    ([first, second], index) => sql`SELECT ${raw(String(index))} AS set, bucket, currency,
      ${column(first)} AS v0, ${column(second)} AS v1, sum(amount) AS amount
    FROM usage GROUP BY ALL`,
  );
  return sql`WITH ${chargedFacts(request)},
    usage AS MATERIALIZED (SELECT * FROM charged WHERE kind = ${literal("usage")} AND amount IS NOT NULL)
    ${join(parts, " UNION ALL ")} ORDER BY ALL`;
}
