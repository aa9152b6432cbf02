import { join as joinPath } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { containerFactsFile, hasSplitRows, keepContainerFacts } from "#core/container/container-facts.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { join, sql } from "#core/sql/sql.ts";
import { keepOnce } from "../duckdb/keep-once.ts";
import { runRows } from "../duckdb/run.ts";

/** Deliveries that tell of containers: as parts of instances, or of AWS Fargate. */
export async function deliveriesWithContainers(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<readonly Delivery[]> {
  if (deliveries.length === 0) return [];
  const rows = await runRows(
    connection,
    sql`SELECT DISTINCT delivery_id FROM daily WHERE delivery_id IN (${join(deliveries.map(({ id }) => id))})
      AND contains(usage_type, 'Fargate-') AND service IN ('AmazonECS', 'AmazonEKS')`,
  );
  const withFargate = new Set(rows.map(([id]) => String(id)));
  return deliveries.filter((delivery) => hasSplitRows(delivery) || withFargate.has(delivery.id));
}

/** Sees to it that the facts about a delivery's containers are kept beside its line items. */
export async function ensureContainers(
  connection: DuckDBConnection,
  directory: string,
  delivery: Delivery,
): Promise<void> {
  await keepOnce(connection, joinPath(directory, containerFactsFile(delivery)), (draft) =>
    keepContainerFacts(delivery, directory, draft),
  );
}
