import type { DuckDBConnection } from "@duckdb/node-api";
import { DIMENSION_IDS } from "#core/cost/dimension/dimension-ref.ts";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { groupBy } from "#core/collection/group-by.ts";
import { missingColumns } from "#core/cost/source/availability.ts";
import { distinctOpenKeys, type OpenKey, openKeyOfColumn, openKeyOfMap } from "#core/cost/source/open-key.ts";
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
  const keys = [...(await openKeysOf(connection, deliveries)).values()].flat();
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

/** Tags, cost categories and product attributes of each delivery, as it names them. */
export async function openKeysOf(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<ReadonlyMap<string, readonly OpenKey[]>> {
  const ofColumns = deliveries.map(({ id, columns }) => [id, columns.map(openKeyOfColumn)] as const);
  const rows =
    deliveries.length === 0
      ? []
      : await runRows(
          connection,
          sql`SELECT delivery_id, column_id, key FROM map_key WHERE delivery_id IN (${join(deliveries.map(({ id }) => id))})`,
        );
  const ofMaps = groupBy(rows, ([id]) => String(id));
  return new Map(
    ofColumns.map(([id, keys]) => {
      const inMaps = (ofMaps.get(id) ?? []).map(([, column, key]) =>
        openKeyOfMap(String(column), String(key)),
      );
      return [id, [...keys, ...inMaps].filter((key) => key !== null)];
    }),
  );
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
