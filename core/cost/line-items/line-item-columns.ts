import type { ColumnType, Delivery, StoredColumn } from "../../delivery/delivery.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../../sql/sql.ts";
import { METRIC_IDS, type MetricId } from "../metric/metric-id.ts";
import type { LineItemColumn } from "../query/line-item-query.ts";
import type { LineItemSource } from "../source/line-item-source.ts";

/** Columns that say where a line item comes from. */
const TRACE_COLUMNS = ["billing_period", "report", "source_file", "source_row"] as const;
type TraceColumn = (typeof TRACE_COLUMNS)[number];

/** Metrics of the single line item, beside what was delivered; no stored column has a colon in its id. */
const METRIC_PREFIX = "metric:";
const METRICS = METRIC_IDS.filter((id) => id !== "usageAmount" && id !== "unblended");

const COMMON = new Set([
  "billing_period",
  "line_item_usage_start_date",
  "line_item_usage_account_id",
  "line_item_line_item_type",
  "line_item_product_code",
  "line_item_usage_type",
  "line_item_operation",
  "line_item_resource_id",
  "line_item_line_item_description",
  "line_item_usage_amount",
  "line_item_unblended_cost",
  "line_item_currency_code",
  "charge_period_start",
  "sub_account_id",
  "charge_category",
  "service_name",
  "resource_id",
  "charge_description",
  "consumed_quantity",
  "billed_cost",
  "billing_currency",
  `${METRIC_PREFIX}amortized`,
]);

/** All columns the deliveries' line items have: stored ones by the newest spelling, metrics, and where the row is from. */
export function lineItemColumnsOf(deliveries: readonly Delivery[]): readonly LineItemColumn[] {
  const newestFirst = deliveries.toSorted((a, b) => (a.billingPeriod < b.billingPeriod ? 1 : -1));
  const stored = new Map<string, StoredColumn>();
  for (const column of newestFirst.flatMap(({ columns }) => columns)) {
    const known = stored.get(column.id);
    if (known === undefined) stored.set(column.id, column);
    else if (known.type !== column.type) stored.set(column.id, { ...known, type: "text" });
  }
  for (const id of TRACE_COLUMNS) stored.delete(id);
  const all = [
    ...[...stored.values()].map(({ id, name, type }) => ({ id, name, type })),
    ...METRICS.map((id) => ({ id: METRIC_PREFIX + id, name: id, type: "decimal" as const })),
    ...TRACE_COLUMNS.map((id) => ({ id, name: id, type: "text" as const })),
  ].map((column) => ({ ...column, common: COMMON.has(column.id) }));
  return [...all.filter(({ common }) => common), ...all.filter(({ common }) => !common)];
}

const COST =
  /^metric:|(cost|fee|commitment)(_to_date|_for_usage|_for_billing_period)?$|upfront_value$|_discount$/;

/** True of a column whose amounts are in the currency of their line item. */
export function isCostColumn({ id, type }: Pick<LineItemColumn, "id" | "type">): boolean {
  return type === "decimal" && COST.test(id) && !id.startsWith("pricing_currency_");
}

/** The metric that a column tells of each line item; null for other columns. */
export function metricOfColumn(id: string): MetricId | null {
  return METRICS.find((name) => METRIC_PREFIX + name === id) ?? null;
}

/** What a cell is read from: one delivery's line items, read with `file_index` and `file_row_number`. */
export type CellSource = {
  readonly delivery: Delivery;
  readonly source: LineItemSource;
  /** Ids that the relation has. */
  readonly stored: ReadonlySet<string>;
};

/** Expression of one column's cell; NULL where the delivery has no such column. */
export function cellOf({ id, type }: LineItemColumn, cells: CellSource): Sql {
  const trace = TRACE_COLUMNS.find((name) => name === id);
  if (trace !== undefined) return traceCell(trace, cells);
  const metric = metricOfColumn(id);
  if (metric !== null) return metricCell(metric, cells);
  if (!cells.stored.has(id)) return raw(`NULL::${DUCKDB_TYPES[type]}`);
  const storedType = cells.delivery.columns.find((column) => column.id === id)?.type;
  return storedType === type ? identifier(id) : sql`${identifier(id)}::VARCHAR`;
}

const DUCKDB_TYPES: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  decimal: "DECIMAL(38,18)",
  timestamp: "TIMESTAMP",
  map: "MAP(VARCHAR, VARCHAR)",
};

function metricCell(metric: MetricId, { source }: CellSource): Sql {
  return source.metric(metric);
}

function traceCell(trace: TraceColumn, { delivery, stored }: CellSource): Sql {
  switch (trace) {
    case "billing_period":
      return literal(delivery.billingPeriod);
    case "report":
      return sql`${delivery.reportName}::VARCHAR`;
    case "source_file":
      return sql`[${join(delivery.files.map(({ source }) => source))}][file_index::BIGINT + 1]`;
    case "source_row":
      return stored.has("source_row")
        ? raw("coalesce(source_row, file_row_number + 1)::VARCHAR")
        : raw("(file_row_number + 1)::VARCHAR");
  }
}
