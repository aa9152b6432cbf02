import type { DuckDBConnection } from "@duckdb/node-api";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import type { DimensionValue } from "#core/cost/query/cost-query.ts";
import { compileValues } from "#core/cost/query/dimension-values.ts";
import { deliveriesFor, deliveriesIn, storeFor } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { DateRange } from "#core/time/period.ts";
import { withDeliveries } from "./known-deliveries.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";
import { labelOf, readLabels } from "./labels.ts";

export type DimensionValuesQuery = {
  readonly dimension: DimensionRef;
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  /** Part of a value or of its label, in any case; empty for all. */
  readonly search: string;
  readonly currency: string | null;
  readonly limit: number;
  /** The virtual tags that the dimension and the filters name. */
  readonly profiles?: readonly TagProfile[] | undefined;
};

/** Values of one dimension with their unblended cost, largest first. */
export async function dimensionValues(
  database: Database,
  directory: string,
  query: DimensionValuesQuery,
  signal?: AbortSignal,
): Promise<readonly DimensionValue[]> {
  return withDeliveries(
    database,
    (connection, deliveries) => valuesOf(connection, directory, deliveries, query),
    signal,
  );
}

/** The same over given deliveries. Without a currency, money of several currencies is not added up: no totals then. */
export async function valuesOf(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  query: DimensionValuesQuery,
): Promise<readonly DimensionValue[]> {
  const labels = await readLabels(connection, [query.dimension]);
  const wanted = query.search.toLowerCase();
  const byLabel = [...(labels.get(query.dimension) ?? [])]
    .filter(([, label]) => label.toLowerCase().includes(wanted))
    .map(([value]) => value);
  const statement = compileValues({
    request: {
      store: storeFor(
        [query.dimension, ...query.filters.map(({ dimension }) => dimension)],
        false,
        query.profiles,
      ),
      deliveries: deliveriesFor(deliveriesIn(deliveries, query.range), query.filters),
      directory,
      metric: "unblended",
      granularity: "total",
      range: query.range,
      dimensions: [query.dimension],
      filters: query.filters,
      profiles: query.profiles ?? [],
    },
    currency: query.currency,
    search: wanted,
    alsoValues: wanted === "" ? [] : byLabel,
    limit: query.limit,
  });
  const rows = await runRows(connection, statement);
  return rows.map(([value, total, lineItems]) => {
    const text = value == null ? null : String(value);
    return {
      value: text,
      label: labelOf(labels, query.dimension, text),
      total: total == null ? null : String(total),
      lineItems: Number(lineItems),
    };
  });
}
