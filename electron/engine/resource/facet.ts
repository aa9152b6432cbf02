import type { DuckDBConnection } from "@duckdb/node-api";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { ResourceFacet, ResourceFacetQuery } from "#core/resource/resource-query.ts";
import { compileFacet } from "#core/resource/resource-sql.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import { runRows } from "../duckdb/run.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { prepareSelection } from "./request.ts";

/** Values of one dimension over the resources of a selection. */
export async function resourceFacet(
  { database, directory }: OpenWorkspace,
  query: ResourceFacetQuery,
  signal?: AbortSignal,
): Promise<ResourceFacet> {
  const work = async (connection: DuckDBConnection, deliveries: readonly Delivery[]) => {
    const { request } = await prepareSelection(connection, directory, deliveries, query);
    const rows = await runRows(connection, compileFacet(request, query.dimension, query.limit));
    const labels = await readLabels(connection, [query.dimension]);
    const isSummable = query.metric !== "usageAmount";
    return {
      values: rows.map(([value, resources, cost]) => {
        const text = typeof value === "string" ? value : null;
        return {
          value: text,
          label: labelOf(labels, query.dimension, text),
          resources: Number(resources),
          cost: isSummable && typeof cost === "string" ? cost : null,
        };
      }),
      count: Number(rows[0]?.[3] ?? 0),
    };
  };
  return withDeliveries(database, work, signal);
}
