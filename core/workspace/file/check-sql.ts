import { lineItemSource, parquetFiles } from "../../cost/source/line-item-source.ts";
import type { Delivery } from "../../delivery/delivery.ts";
import { sql, type Sql } from "../../sql/sql.ts";

/** Rows and unblended cost of a delivery's stored line items, by currency; every row, as an import counts them. */
export function totalsOfLineItems(delivery: Delivery, directory: string): Sql {
  const source = lineItemSource(delivery, directory);
  return sql`SELECT ${source.dimension("currency")} AS currency, count(*) AS rows,
      coalesce(sum(${source.metric("unblended")}), 0)::DECIMAL(38,18) AS cost
    FROM ${parquetFiles(delivery, directory)} GROUP BY ALL ORDER BY ALL`;
}
