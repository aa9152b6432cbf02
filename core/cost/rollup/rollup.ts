import { type Delivery, familyOf } from "../../delivery/delivery.ts";
import { identifier, join, raw, sql, type Sql } from "../../sql/sql.ts";
import type { DimensionId, DimensionRef } from "../dimension/dimension-ref.ts";
import { METRIC_IDS, type MetricId } from "../metric/metric-id.ts";
import { familySource } from "../source/availability.ts";
import { lineItemSource, parquetFiles, storedPath } from "../source/line-item-source.ts";

/** Dimensions kept in `daily`. */
export const DAILY_DIMENSIONS = [
  "billingPeriod",
  "report",
  "currency",
  "payerAccount",
  "linkedAccount",
  "service",
  "region",
  "availabilityZone",
  "usageType",
  "operation",
  "lineItemType",
  "purchaseOption",
  "productFamily",
  "instanceType",
  "billingEntity",
  "legalEntity",
  "invoiceId",
  "taxType",
  "pricingUnit",
] as const;

/** Dimensions of the sums per resource. */
export const DAILY_RESOURCE_DIMENSIONS = [...DAILY_DIMENSIONS, "resourceId"] as const;

export type RollupDimensionId = (typeof DAILY_RESOURCE_DIMENSIONS)[number];

/** Column of a roll-up that holds a dimension or metric: `linkedAccount` is in `linked_account`. */
export function rollupColumn(id: RollupDimensionId | MetricId): Sql {
  return identifier(rollupColumnName(id));
}

/** The same as a plain name; every dimension has one, kept or not. */
export function rollupColumnName(id: DimensionId | MetricId): string {
  return id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Expression of any dimension over a roll-up; NULL for those it does not keep. */
export function rollupDimension(ref: DimensionRef): Sql {
  const kept = DAILY_RESOURCE_DIMENSIONS.find((id) => id === ref);
  return kept === undefined ? raw("NULL::VARCHAR") : rollupColumn(kept);
}

/**
 * Sums per delivery and UTC day, so that screens need not read line items. `daily` and `map_key` (the keys found in map
 * columns, tags and the like) are tables of the workspace database; the larger sums per resource lie as Parquet beside the
 * delivery's line items, which is half the size and half the time to write.
 */
export function rollupTables(): readonly Sql[] {
  const columns = [
    raw("delivery_id VARCHAR"),
    raw("day DATE"),
    ...DAILY_DIMENSIONS.map((id) => sql`${rollupColumn(id)} VARCHAR`),
    ...METRIC_IDS.map((id) => sql`${rollupColumn(id)} DECIMAL(38,18)`),
    raw("line_items BIGINT"),
  ];
  return [
    sql`CREATE TABLE IF NOT EXISTS daily (${join(columns)})`,
    raw("CREATE TABLE IF NOT EXISTS map_key (delivery_id VARCHAR, column_id VARCHAR, key VARCHAR)"),
  ];
}

/** Statements that add one delivery; run them in the transaction that publishes it, when its files lie in place. */
export function fillRollups(delivery: Delivery, directory: string): readonly Sql[] {
  return [
    writeDailyResource(delivery, directory),
    fillDaily(delivery, directory),
    ...fillMapKeys(delivery, directory),
  ];
}

/** Statements that take one delivery out; its Parquet files go with its folder. */
export function clearRollups(deliveryId: string): readonly Sql[] {
  return ["daily", "map_key"].map(
    (name) => sql`DELETE FROM ${identifier(name)} WHERE delivery_id = ${deliveryId}`,
  );
}

/** Path of a file that lies beside a delivery's line items, relative to the workspace folder. */
export function keptFile(delivery: Delivery, name: string): string {
  const [first] = delivery.files;
  const folder = first?.stored.replace(/[^/\\]*$/, "") ?? `line-items/${delivery.id}/`;
  return `${folder}${name}`;
}

/** Path of the sums per resource, relative to the workspace folder. */
export function dailyResourceFile(delivery: Delivery): string {
  return keptFile(delivery, "daily-resource.parquet");
}

/** The sums per resource of several deliveries as a relation. */
export function dailyResources(deliveries: readonly Delivery[], directory: string): Sql {
  const files = deliveries.map((delivery) => storedPath(directory, dailyResourceFile(delivery)));
  return sql`read_parquet([${join(files)}])`;
}

function writeDailyResource(delivery: Delivery, directory: string): Sql {
  const source = lineItemSource(delivery, directory);
  const dimensions = DAILY_RESOURCE_DIMENSIONS.map(
    (id) => sql`${source.dimension(id)} AS ${rollupColumn(id)}`,
  );
  const sums = METRIC_IDS.map((id) => sql`sum(${source.metric(id)}) AS ${rollupColumn(id)}`);
  return sql`COPY (
    SELECT ${delivery.id} AS delivery_id, ${source.day} AS day, ${join(dimensions)}, ${join(sums)}, count(*) AS line_items
    FROM ${source.relation} WHERE ${source.counts} GROUP BY ALL
  ) TO ${`${directory}/${dailyResourceFile(delivery)}`} (FORMAT parquet, COMPRESSION zstd)`;
}

function fillDaily(delivery: Delivery, directory: string): Sql {
  const dimensions = DAILY_DIMENSIONS.map((id) => rollupColumn(id));
  const sums = METRIC_IDS.map((id) => sql`sum(${rollupColumn(id)}) AS ${rollupColumn(id)}`);
  return sql`INSERT INTO daily BY NAME
    SELECT delivery_id, day, ${join(dimensions)}, ${join(sums)}, sum(line_items)::BIGINT AS line_items
    FROM ${dailyResources([delivery], directory)} GROUP BY ALL`;
}

function fillMapKeys(delivery: Delivery, directory: string): readonly Sql[] {
  const { maps } = familySource(familyOf(delivery.format));
  const present = delivery.columns.filter(({ id, type }) => type === "map" && maps.includes(id));
  return present.map(
    ({ id }) => sql`INSERT INTO map_key
      SELECT DISTINCT ${delivery.id}, ${id}, unnest(keys)
      FROM (SELECT DISTINCT map_keys(${identifier(id)}) AS keys FROM ${parquetFiles(delivery, directory)})`,
  );
}
