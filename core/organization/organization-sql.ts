import { facts, type FactRequest } from "../cost/query/fact.ts";
import { sql, type Sql } from "../sql/sql.ts";

/** Rows `bucket, currency, payer, account, amount, line_items, services, regions`; the last two are lists of different values. */
export function costByAccount(request: Omit<FactRequest, "dimensions">): Sql {
  const parts = facts({ ...request, dimensions: ["payerAccount", "linkedAccount", "service", "region"] });
  return sql`SELECT bucket, currency, k0 AS payer, k1 AS account, sum(amount) AS amount, sum(line_items)::BIGINT AS line_items,
      list(DISTINCT k2) FILTER (k2 IS NOT NULL) AS services, list(DISTINCT k3) FILTER (k3 IS NOT NULL) AS regions
    FROM (${parts}) GROUP BY bucket, currency, k0, k1`;
}
