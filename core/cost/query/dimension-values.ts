import { join, raw, sql, type Sql } from "../../sql/sql.ts";
import { type FactRequest, facts } from "./fact.ts";

export type CompiledValues = {
  readonly request: FactRequest;
  readonly currency: string | null;
  /** Lower-case text that a value must hold; empty for all. */
  readonly search: string;
  /** Values to list although they do not hold it, since their label does. */
  readonly alsoValues: readonly string[];
  readonly limit: number;
};

/** Rows `value, total, line_items` of the request's one dimension; the total is NULL over several currencies. */
export function compileValues({ request, currency, search, alsoValues, limit }: CompiledValues): Sql {
  const found = [
    sql`contains(lower(k0), ${search})`,
    ...(alsoValues.length === 0 ? [] : [sql`k0 IN (${join(alsoValues)})`]),
  ];
  const matches = search === "" ? raw("true") : sql`(${join(found, " OR ")})`;
  return sql`SELECT k0, CASE WHEN min(currency) IS NOT DISTINCT FROM max(currency) THEN sum(amount) END AS total,
      sum(line_items)::BIGINT AS line_items
    FROM (${facts(request)})
    WHERE ${currency === null ? raw("true") : sql`currency = ${currency}`} AND ${matches}
    GROUP BY k0 ORDER BY total DESC NULLS LAST, line_items DESC, k0 NULLS LAST LIMIT ${limit}`;
}
