import type { Delivery } from "../../delivery/delivery.ts";
import { identifier, join, raw, sql, type Sql } from "../../sql/sql.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import { METRIC_IDS } from "../metric/metric-id.ts";
import { lineItemSource, storedPath } from "../source/line-item-source.ts";
import { dailyResourceFile, DAILY_RESOURCE_DIMENSIONS, rollupColumn, rollupDimension } from "./rollup.ts";

/**
 * Sums of line items per UTC day over a few dimensions, tags among them: one Parquet file per delivery, beside its line
 * items, so that it goes when they go. Unlike a roll-up it is made when it is first asked for.
 */
export type Cut = {
  /** In the order of the columns `d0 ... dn`. */
  readonly dimensions: readonly DimensionRef[];
  /** One file per delivery, as paths for DuckDB. */
  readonly files: readonly string[];
};

/** Kept in every cut: what answers are always divided by. */
const ALWAYS: readonly DimensionRef[] = ["currency", "pricingUnit", "linkedAccount", "service"];
/** Counts up when a cut of the same dimensions would hold something else. */
const VERSION = 1;

/** The dimensions of the cut that answers questions about these, in an order of its own. */
export function cutDimensions(refs: Iterable<DimensionRef>): readonly DimensionRef[] {
  return [...new Set([...ALWAYS, ...refs])].toSorted();
}

/** Text that is the same for the same cut and no other. */
export function cutIdentity(dimensions: readonly DimensionRef[]): string {
  return JSON.stringify([VERSION, dimensions]);
}

export function cutDimension({ dimensions }: Cut): (ref: DimensionRef) => Sql {
  return (ref) => {
    const at = dimensions.indexOf(ref);
    return at < 0 ? raw("NULL::VARCHAR") : column(at);
  };
}

export function cutRelation({ files }: Cut): Sql {
  return sql`read_parquet([${join(files)}])`;
}

/** Writes one delivery's sums to `path`. They are taken from the sums per resource where these have all the dimensions. */
export function writeCut(
  delivery: Delivery,
  directory: string,
  dimensions: readonly DimensionRef[],
  path: string,
): Sql {
  return sql`COPY (${isInRollup(dimensions) ? fromRollup(delivery, directory, dimensions) : fromLineItems(delivery, directory, dimensions)})
    TO ${path} (FORMAT parquet, COMPRESSION zstd)`;
}

function fromLineItems(delivery: Delivery, directory: string, dimensions: readonly DimensionRef[]): Sql {
  const source = lineItemSource(delivery, directory);
  const columns = dimensions.map((ref, at) => sql`${source.dimension(ref)} AS ${column(at)}`);
  const sums = METRIC_IDS.map((id) => sql`sum(${source.metric(id)}) AS ${rollupColumn(id)}`);
  return sql`SELECT ${source.day} AS day, ${join(columns)}, ${join(sums)}, count(*) AS line_items
    FROM ${source.relation} WHERE ${source.counts} GROUP BY ALL`;
}

function fromRollup(delivery: Delivery, directory: string, dimensions: readonly DimensionRef[]): Sql {
  const columns = dimensions.map((ref, at) => sql`${rollupDimension(ref)} AS ${column(at)}`);
  const sums = METRIC_IDS.map((id) => sql`sum(${rollupColumn(id)}) AS ${rollupColumn(id)}`);
  return sql`SELECT day, ${join(columns)}, ${join(sums)}, sum(line_items)::BIGINT AS line_items
    FROM read_parquet(${storedPath(directory, dailyResourceFile(delivery))}) GROUP BY ALL`;
}

function isInRollup(dimensions: readonly DimensionRef[]): boolean {
  return dimensions.every((ref) => DAILY_RESOURCE_DIMENSIONS.some((kept) => kept === ref));
}

function column(at: number): Sql {
  return identifier(`d${at}`);
}
