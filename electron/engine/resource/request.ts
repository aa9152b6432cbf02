import type { DuckDBConnection } from "@duckdb/node-api";
import type { MissingMetric } from "#core/cost/query/cost-query.ts";
import { deliveriesFor, divideByMetric, storeFor } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { ResourceSelection } from "#core/resource/resource-query.ts";
import { touching, type ResourceRequest } from "#core/resource/resource-sql.ts";
import { fail } from "#core/result/failure.ts";
import { join, sql } from "#core/sql/sql.ts";
import { periodsOf } from "#core/time/period.ts";
import { runRows } from "../duckdb/run.ts";

/** A selection with what the workspace knows of it. */
export type PreparedSelection = {
  readonly request: ResourceRequest;
  /** The one currency of the amounts; null for usage and where there is no line item. */
  readonly currency: string | null;
  readonly missing: readonly MissingMetric[];
};

/** Two selections with the same key have the same resources: deliveries never change under their id. */
export function selectionKey(request: ResourceRequest): string {
  const { metric, range, before, filters, search, state, store, onlyCurrency } = request;
  const ids = request.deliveries.map(({ id }) => id);
  return JSON.stringify([ids, metric, range, before, filters, search, state, store, onlyCurrency]);
}

export async function prepareSelection(
  connection: DuckDBConnection,
  directory: string,
  all: readonly Delivery[],
  selection: ResourceSelection,
): Promise<PreparedSelection> {
  const counted = all.filter((delivery) => delivery.counted);
  const deliveries = deliveriesFor(counted, selection.filters);
  const store = storeFor(["resourceId", ...selection.filters.map(({ dimension }) => dimension)], false);
  const ranges = selection.before === null ? [selection.range] : [selection.range, selection.before];
  const { missing } = divideByMetric(touching(deliveries, ranges), selection.metric);
  const currencies = await currenciesOf(connection, deliveries);
  const { metric, range, filters, search, state, currency } = selection;
  const isMoney = metric !== "usageAmount";
  if (currency === null && isMoney && currencies.length > 1) fail("query.mixed_currencies", { currencies });
  const before = missing.length === 0 && isHeld(selection, counted) ? selection.before : null;
  return {
    request: {
      metric,
      range,
      before,
      filters: filters.filter(({ dimension }) => dimension !== "billingPeriod" && dimension !== "report"),
      search,
      state: before === null ? null : state,
      deliveries,
      directory,
      store: store === "lineItems" ? store : "dailyResource",
      onlyCurrency: currencies.length > 1 ? currency : null,
    },
    currency: isMoney ? (currency ?? currencies[0] ?? null) : null,
    missing,
  };
}

/** Whatever was there before the first month held would seem new: a period is compared with only where all of it is held. */
function isHeld({ before }: ResourceSelection, deliveries: readonly Delivery[]): boolean {
  const held = new Set(deliveries.map(({ billingPeriod }) => billingPeriod));
  return before !== null && periodsOf(before).every((period) => held.has(period));
}

async function currenciesOf(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<readonly string[]> {
  if (deliveries.length === 0) return [];
  const ids = join(deliveries.map(({ id }) => id));
  const rows = await runRows(
    connection,
    sql`SELECT DISTINCT currency FROM daily WHERE currency IS NOT NULL AND delivery_id IN (${ids}) ORDER BY 1`,
  );
  return rows.map(([currency]) => String(currency));
}
