import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { commitmentFactsFile, type FactUnit, keepFacts, keptFacts } from "#core/commitment/facts.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { sql, type Sql } from "#core/sql/sql.ts";
import { keepOnce } from "../duckdb/keep-once.ts";

/**
 * The facts of the deliveries as a relation. They are worked out from the line items when a delivery is first asked about and
 * kept beside them: a month of a million line items takes seconds to read and its facts milliseconds.
 */
export async function factsOf(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  unit: FactUnit,
): Promise<Sql> {
  if (deliveries.length === 0) return NO_FACTS;
  for (const delivery of deliveries) await ensureKept(connection, directory, delivery, unit);
  return keptFacts(deliveries, directory, unit);
}

/** The days are summed from the hours, which are then kept, too. */
async function ensureKept(
  connection: DuckDBConnection,
  directory: string,
  delivery: Delivery,
  unit: FactUnit,
): Promise<void> {
  const path = join(directory, commitmentFactsFile(delivery, unit));
  await keepOnce(connection, path, async (draft) => {
    if (unit === "day") await ensureKept(connection, directory, delivery, "hour");
    return keepFacts(delivery, directory, unit, draft);
  });
}

/** A relation of the same columns without a row. */
const NO_FACTS = sql`(SELECT NULL::VARCHAR AS billing_period, NULL::TIMESTAMP AS start, NULL::INTEGER AS hours, NULL::VARCHAR AS currency,
  NULL::VARCHAR AS account, NULL::VARCHAR AS role, NULL::VARCHAR AS kind, NULL::VARCHAR AS program, NULL::VARCHAR AS arn,
  NULL::VARCHAR AS plan_type, NULL::VARCHAR AS scope, NULL::BOOLEAN AS reservable, NULL::VARCHAR AS pool,
  NULL::DECIMAL(38,18) AS list, NULL::DECIMAL(38,18) AS cost, NULL::DECIMAL(38,18) AS committed, NULL::DECIMAL(38,18) AS used,
  NULL::DECIMAL(38,18) AS reserved_units, NULL::DECIMAL(38,18) AS unused_units, NULL::DECIMAL(38,18) AS units,
  NULL::BIGINT AS no_list, NULL::BIGINT AS no_cost, NULL::BIGINT AS no_committed, NULL::VARCHAR AS term, NULL::VARCHAR AS payment,
  NULL::VARCHAR AS starts, NULL::VARCHAR AS ends, NULL::VARCHAR AS instances, NULL::VARCHAR AS instance_type,
  NULL::VARCHAR AS region, NULL::BIGINT AS line_items, NULL::BIGINT AS facts WHERE false)`;
