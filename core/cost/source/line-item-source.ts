import { type Delivery, familyOf } from "../../delivery/delivery.ts";
import { cast, dayBefore, hourBefore, midnight } from "../../sql/dialect.ts";
import { identifier, join, literal, sql, type Sql } from "../../sql/sql.ts";
import { rangeOfPeriod } from "../../time/period.ts";
import { type DimensionRef, openDimension, profileName } from "../dimension/dimension-ref.ts";
import type { MetricId } from "../metric/metric-id.ts";
import { familySource, missingColumns } from "./availability.ts";
import { type Columns, columnsById, firstOf, NO_DECIMAL, NO_TEXT, text } from "./columns.ts";
import type { ColumnDimensionId } from "./family.ts";

const DEFAULT_CURRENCY = "USD";

/** The stored line items of one delivery, with its dimensions and metrics as SQL expressions over them. */
export type LineItemSource = {
  readonly relation: Sql;
  /** True for rows that take part in totals and counts. */
  readonly counts: Sql;
  /** UTC usage day, clamped into the billing period, as DATE. */
  readonly day: Sql;
  /** UTC usage hour, clamped likewise, as TIMESTAMP. */
  readonly hour: Sql;
  readonly dimension: (ref: DimensionRef) => Sql;
  /** The text column that is the dimension, where it is a single one; it may hold blanks. */
  readonly plainColumn: (ref: DimensionRef) => Sql | null;
  /** NULL where the delivery cannot support the metric. */
  readonly metric: (id: MetricId) => Sql;
};

/** Reads one delivery from the workspace folder `directory`. */
export function lineItemSource(delivery: Delivery, directory: string): LineItemSource {
  return sourceOver(delivery, columnsById(delivery.columns), parquetFiles(delivery, directory));
}

/** Reads a single stored file of a delivery. A column that is empty in this file is not in it, whatever the others have. */
export function storedFileSource(
  delivery: Delivery,
  directory: string,
  file: { readonly stored: string; readonly columns: ReadonlySet<string> },
): LineItemSource {
  const present = columnsById(delivery.columns.filter(({ id }) => file.columns.has(id)));
  return sourceOver(delivery, present, sql`read_parquet(${storedPath(directory, file.stored)})`);
}

function sourceOver(delivery: Delivery, columns: Columns, relation: Sql): LineItemSource {
  const family = familySource(familyOf(delivery.format));
  const start = family.usageStart(columns);
  const { from, to } = rangeOfPeriod(delivery.billingPeriod);
  return {
    relation,
    counts: family.counts(columns),
    day: sql`greatest(least(coalesce(${cast(start, "date")}, DATE ${literal(from)}), ${dayBefore(to)}), DATE ${literal(from)})`,
    hour: sql`date_trunc('hour', greatest(least(coalesce(${start}, ${midnight(from)}), ${hourBefore(to)}), ${midnight(from)}))`,
    dimension: (ref) => dimensionOf(delivery, columns, ref),
    plainColumn: (ref) => plainColumn(columns, dimensionOf(delivery, columns, ref)),
    metric: (id) =>
      missingColumns(delivery, id).length > 0
        ? NO_DECIMAL
        : cast(sql`(${family.metrics[id].amount(columns)})`, "money"),
  };
}

/** `read_parquet` over the delivery's files. */
export function parquetFiles(delivery: Delivery, directory: string): Sql {
  const files = delivery.files.map(({ stored }) => storedPath(directory, stored));
  return sql`read_parquet([${join(files)}], union_by_name => true)`;
}

/** Path of a stored file for DuckDB, which would take `[ * ?` in a name for a pattern. */
export function storedPath(directory: string, stored: string): string {
  return `${directory}/${stored}`.replace(/[[*?]/g, "[$&]");
}

/** A dimension as one delivery tells it. */
export function dimensionOf(delivery: Delivery, columns: Columns, ref: DimensionRef): Sql {
  if (ref === "billingPeriod") return literal(delivery.billingPeriod);
  if (ref === "report") return literal(delivery.reportName);
  const family = familySource(familyOf(delivery.format));
  if (ref === "currency") return firstOf(family.dimensions.currency(columns), literal(currencyOf(delivery)));
  const open = openDimension(ref);
  if (open !== null) return family.open(columns, open.kind, open.key);
  return isColumnDimension(ref) ? family.dimensions[ref](columns) : NO_TEXT;
}

/** The column that is the dimension, where it is a single one. */
export function plainColumn(columns: Columns, dimension: Sql): Sql | null {
  for (const id of columns.keys())
    if (text(columns, id).text === dimension.text && dimension.params.length === 0) return identifier(id);
  return null;
}

/** Where a line item names no currency: the only one of its delivery, else the one AWS bills in by default. */
export function currencyOf({ totals }: Pick<Delivery, "totals">): string {
  const [only = DEFAULT_CURRENCY, ...others] = Object.keys(totals);
  return others.length === 0 ? only : DEFAULT_CURRENCY;
}

function isColumnDimension(ref: DimensionRef): ref is ColumnDimensionId {
  return (
    openDimension(ref) === null && profileName(ref) === null && ref !== "billingPeriod" && ref !== "report"
  );
}
