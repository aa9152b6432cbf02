import { lineItemColumnsOf } from "#core/cost/line-items/line-item-columns.ts";
import type { LineItemColumn } from "#core/cost/query/line-item-query.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import type { Database } from "../duckdb/database.ts";

/** All columns of the workspace's counted line items. */
export async function lineItemColumns(
  database: Database,
  _directory: string,
): Promise<readonly LineItemColumn[]> {
  return withDeliveries(database, async (_, deliveries) =>
    lineItemColumnsOf(deliveries.filter(({ counted }) => counted)),
  );
}
