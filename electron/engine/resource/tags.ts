import type { DuckDBConnection } from "@duckdb/node-api";
import { parseDimensionRef, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import type {
  ResourceTag,
  TaggedResource,
  TagHistory,
  ResourceTagQuery,
} from "#core/resource/resource-query.ts";
import { tagHistory } from "#core/resource/tag-history.ts";
import { compileLatestTags, compileTagDays } from "#core/resource/tag-sql.ts";
import { describe } from "../cost/describe.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import type { Plain } from "../duckdb/decode.ts";
import { runRows } from "../duckdb/run.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";

type TagKey = { readonly ref: DimensionRef; readonly key: string };

/** Tags of single resources, each as last delivered in the billing period named for it. */
export async function resourceTags(
  { database, directory }: OpenWorkspace,
  resources: readonly ResourceTagQuery[],
  signal?: AbortSignal,
): Promise<readonly TaggedResource[]> {
  const work = async (connection: DuckDBConnection, all: readonly Delivery[]) => {
    const keys = await tagKeys(connection, all);
    if (keys.length === 0) return [];
    const found = new Map<string, readonly ResourceTag[]>();
    for (const delivery of all.filter(({ counted }) => counted)) {
      const ids = resources
        .filter(({ billingPeriod }) => billingPeriod === delivery.billingPeriod)
        .map(({ resourceId }) => resourceId);
      if (ids.length === 0) continue;
      const refs = keys.map(({ ref }) => ref);
      const rows = await runRows(connection, compileLatestTags(delivery, directory, refs, ids));
      for (const [resourceId, ...values] of rows) {
        const tags = keys.flatMap(({ key }, at) => {
          const value = textOf(values[at]);
          return value === null ? [] : [{ key, value }];
        });
        if (tags.length > 0) found.set(String(resourceId), tags);
      }
    }
    return [...found].map(([resourceId, tags]) => ({ resourceId, tags }));
  };
  return withDeliveries(database, work, signal);
}

/** How the tags of one resource changed over all the data held. */
export async function resourceTagHistory(
  { database, directory }: OpenWorkspace,
  resourceId: string,
  signal?: AbortSignal,
): Promise<readonly TagHistory[]> {
  const work = async (connection: DuckDBConnection, all: readonly Delivery[]) => {
    const keys = await tagKeys(connection, all);
    const deliveries = all.filter(({ counted }) => counted);
    if (keys.length === 0 || deliveries.length === 0) return [];
    const refs = keys.map(({ ref }) => ref);
    const rows = await runRows(connection, compileTagDays(deliveries, directory, refs, resourceId));
    const days = rows.map(([day, ...values]) => ({ day: String(day), values: values.map(textOf) }));
    return tagHistory(
      keys.map(({ key }) => key),
      days,
    );
  };
  return withDeliveries(database, work, signal);
}

/** Every tag the line items of the deliveries have. */
export async function tagKeys(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<readonly TagKey[]> {
  const { dimensions } = await describe(connection, deliveries);
  return dimensions.flatMap(({ ref, kind, key }): readonly TagKey[] => {
    const tag = kind === "tag" ? parseDimensionRef(ref) : null;
    return tag === null ? [] : [{ ref: tag, key }];
  });
}

function textOf(value: Plain | undefined): string | null {
  return typeof value === "string" ? value : null;
}
