import type { DuckDBConnection } from "@duckdb/node-api";
import { DIMENSION_IDS } from "#core/cost/dimension/dimension-ref.ts";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { missingColumns } from "#core/cost/source/availability.ts";
import { distinctOpenKeys, openKeyOfColumn, openKeyOfMap } from "#core/cost/source/open-key.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { join, raw, sql } from "#core/sql/sql.ts";
import { addDays } from "#core/time/period.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { withDeliveries } from "./known-deliveries.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";

/** What the open workspace can answer. */
export async function describeWorkspace(database: Database, _directory: string): Promise<WorkspaceSchema> {
  return withDeliveries(database, describe);
}

/** The same over given deliveries. */
export async function describe(
  connection: DuckDBConnection,
  all: readonly Delivery[],
): Promise<WorkspaceSchema> {
  const deliveries = all.filter(({ counted }) => counted);
  const ids = join(deliveries.map(({ id }) => id));
  const isCounted = deliveries.length === 0 ? raw("false") : sql`delivery_id IN (${ids})`;
  const [days] = await runRows(connection, sql`SELECT min(day), max(day) FROM daily WHERE ${isCounted}`);
  const currencies = await runRows(
    connection,
    sql`SELECT DISTINCT currency FROM daily WHERE currency IS NOT NULL AND ${isCounted} ORDER BY currency`,
  );
  const mapKeys = await runRows(
    connection,
    sql`SELECT DISTINCT column_id, key FROM map_key WHERE ${isCounted}`,
  );
  const keys = [
    ...deliveries.flatMap(({ columns }) => columns.map(openKeyOfColumn)),
    ...mapKeys.map(([column, key]) => openKeyOfMap(String(column), String(key))),
  ].filter((key) => key !== null);
  return {
    metrics: METRIC_IDS.map((id) => metricSupport(id, deliveries)),
    dimensions: [
      ...DIMENSION_IDS.map((id) => ({ ref: id, kind: "fixed" as const, key: id })),
      ...distinctOpenKeys(keys).map(({ ref, key }) => ({ ref, kind: key.kind, key: key.key })),
    ],
    currencies: currencies.map(([currency]) => String(currency)),
    range: rangeOf(days?.[0], days?.[1]),
  };
}

/** A metric is available where at least one period has it; what the others lack is told with every answer. */
function metricSupport(id: (typeof METRIC_IDS)[number], deliveries: readonly Delivery[]) {
  const lacking = deliveries.map((delivery) => missingColumns(delivery, id));
  const available = lacking.some((columns) => columns.length === 0);
  return { id, available, missing: available ? [] : [...new Set(lacking.flat())].toSorted() };
}

function rangeOf(first: unknown, last: unknown): WorkspaceSchema["range"] {
  return typeof first === "string" && typeof last === "string" ? { from: first, to: addDays(last, 1) } : null;
}
