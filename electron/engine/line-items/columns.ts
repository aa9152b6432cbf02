import { lineItemColumnsOf } from "#core/cost/line-items/line-item-columns.ts";
import type { LineItemColumn } from "#core/cost/query/line-item-query.ts";
import { listDeliveries } from "../catalogue/catalogue.ts";
import type { Database } from "../duckdb/database.ts";

/** All columns of the workspace's counted line items. */
export async function lineItemColumns(
  database: Database,
  _directory: string,
): Promise<readonly LineItemColumn[]> {
  const deliveries = await database.read(listDeliveries);
  return lineItemColumnsOf(deliveries.filter(({ counted }) => counted));
}
