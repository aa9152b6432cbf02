import { filterCondition } from "../cost/filter/filter-sql.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { METRIC_IDS, type MetricId } from "../cost/metric/metric-id.ts";
import { dailyResources, rollupColumn, rollupColumnName, rollupDimension } from "../cost/rollup/rollup.ts";
import { lineItemSource, storedPath } from "../cost/source/line-item-source.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { identifier, join, raw, sql, type Sql } from "../sql/sql.ts";
import { formerSumsFile } from "./former-delivery.ts";
import { tagsText } from "./tags-text.ts";
import {
  DIFFERENCE_DIMENSIONS,
  ROW_COLUMNS,
  type DifferenceDimension,
  type RowColumn,
} from "./restatement.ts";

/** `bill_invoice_id`, and `invoice_id` of FOCUS. */
const INVOICE_IDS: ReadonlySet<string> = new Set(["bill_invoice_id", "invoice_id"]);
const KEPT = ["currency", ...DIFFERENCE_DIMENSIONS] as const;

/** Sums of a delivery: a row for each of currency, account, service, region, type, usage type and operation. */
export function deliverySums(delivery: Delivery, directory: string): Sql {
  return delivery.counted ? fromRollup(delivery, directory) : fromLineItems(delivery, directory);
}

/** The same of a delivery that was replaced, as they were kept. */
export function formerSums(id: string, directory: string): Sql {
  return sql`SELECT * FROM read_parquet(${storedPath(directory, formerSumsFile(id))})`;
}

/** Columns of kept sums and what they hold. */
export const SUMS_COLUMNS: readonly { readonly id: string; readonly type: "text" | "decimal" | "count" }[] = [
  ...KEPT.map((id) => ({ id: rollupColumnName(id), type: "text" as const })),
  ...METRIC_IDS.map((id) => ({ id: rollupColumnName(id), type: "decimal" as const })),
  { id: "line_items", type: "count" },
];

export function writeSums(delivery: Delivery, directory: string, path: string): Sql {
  return sql`COPY (${deliverySums(delivery, directory)}) TO ${path} (FORMAT parquet, COMPRESSION zstd)`;
}

function fromRollup(delivery: Delivery, directory: string): Sql {
  const dimensions = KEPT.map((id) => rollupColumn(id));
  const sums = METRIC_IDS.map((id) => sql`sum(${rollupColumn(id)}) AS ${rollupColumn(id)}`);
  return sql`SELECT ${join(dimensions)}, ${join(sums)}, sum(line_items)::BIGINT AS line_items
    FROM ${dailyResources([delivery], directory)} GROUP BY ${join(dimensions)}`;
}

function fromLineItems(delivery: Delivery, directory: string): Sql {
  const source = lineItemSource(delivery, directory);
  const dimensions = KEPT.map((id) => sql`${source.dimension(id)} AS ${rollupColumn(id)}`);
  const sums = METRIC_IDS.map((id) => sql`sum(${source.metric(id)}) AS ${rollupColumn(id)}`);
  return sql`SELECT ${join(dimensions)}, ${join(sums)}, count(*) AS line_items
    FROM ${source.relation} WHERE ${source.counts} GROUP BY ALL`;
}

type Sides = { readonly before: Sql; readonly after: Sql };

/** One row: how many of the finest sums have another amount in any metric. */
export function changedSums({ before, after }: Sides): Sql {
  const dimensions = join(KEPT.map((id) => rollupColumn(id)));
  const sums = METRIC_IDS.map(
    (id) => sql`coalesce(sum(${rollupColumn(id)}) FILTER (is_after), 0)
      <> coalesce(sum(${rollupColumn(id)}) FILTER (NOT is_after), 0)`,
  );
  return sql`SELECT count(*) AS changed FROM (
    SELECT ${dimensions} FROM (${both({ before, after })}) GROUP BY ${dimensions} HAVING ${join(sums, " OR ")})`;
}

type Asked = Sides & {
  readonly metric: MetricId;
  readonly groupBy: DifferenceDimension;
  readonly filters: readonly Filter[];
};

/** Rows `currency, value, before, after, rows_before, rows_after` of every group, changed or not. */
export function differencesBy({ before, after, metric, groupBy, filters }: Asked): Sql {
  const value = rollupColumn(groupBy);
  const part = { dimension: rollupDimension, plainColumn: rollupDimension };
  const where = filters.length === 0 ? raw("true") : filterCondition(filters, part);
  return sql`SELECT currency, ${value} AS value, ${sides(rollupColumn(metric))},
      coalesce(sum(line_items) FILTER (NOT is_after), 0)::BIGINT AS rows_before,
      coalesce(sum(line_items) FILTER (is_after), 0)::BIGINT AS rows_after
    FROM (${both({ before, after })}) WHERE ${where} GROUP BY currency, ${value}`;
}

type AskedRows = {
  readonly directory: string;
  readonly metric: MetricId;
  readonly filters: readonly Filter[];
};

/**
 * The multiset difference of the line items of two deliveries by what they say: rows `currency, before, after, rows_before,
 * rows_after` and the row columns, of each currency those from `offset` on by the size of the difference. Line items that
 * both have in the same number are in neither. `tags_before, tags_after, invoice_before, invoice_after` are what those that differ
 * carry. `row_count, all_before, all_after` are of all rows of the currency.
 */
export function rowDifferences(
  before: Delivery,
  after: Delivery,
  { offset, limit, ...asked }: AskedRows & { readonly offset: number; readonly limit: number },
): Sql {
  const keys = join(ROW_COLUMNS.map((name) => identifier(name)));
  return sql`SELECT * FROM (
      SELECT *, count(*) OVER whole AS row_count, sum(before) OVER whole AS all_before, sum(after) OVER whole AS all_after,
        row_number() OVER (PARTITION BY currency ORDER BY abs(after - before) DESC, ${keys}) AS place
      FROM (${allRowDifferences(before, after, asked)}) WINDOW whole AS (PARTITION BY currency))
    WHERE place > ${offset} AND place <= ${offset + limit} ORDER BY currency, place`;
}

function allRowDifferences(
  before: Delivery,
  after: Delivery,
  { directory, metric, filters }: AskedRows,
): Sql {
  const keys = join([raw("currency"), ...ROW_COLUMNS.map((name) => identifier(name))]);
  const content = join([keys, raw("tags"), raw("invoice"), ...METRIC_IDS.map((id) => rollupColumn(id))]);
  // A report that has the column only now has not been charged on other invoices.
  const byInvoice = [before, after].every(({ columns }) => columns.some(({ id }) => INVOICE_IDS.has(id)));
  const asked = { directory, filters, byInvoice };
  const lines = sql`${lineItems(before, asked, -1)} UNION ALL ${lineItems(after, asked, 1)}`;
  const carried = (column: string, side: string): Sql =>
    raw(`array_to_string(list_sort(list(DISTINCT ${column}) FILTER (${side})), ' | ')`);
  const amount = sql`coalesce(${rollupColumn(metric)}, 0)`;
  return sql`SELECT ${keys},
      coalesce(sum(${amount} * (-more)) FILTER (more < 0), 0)::DECIMAL(38,18) AS before,
      coalesce(sum(${amount} * more) FILTER (more > 0), 0)::DECIMAL(38,18) AS after,
      ${carried("tags", "more < 0")} AS tags_before, ${carried("tags", "more > 0")} AS tags_after,
      ${carried("invoice", "more < 0")} AS invoice_before, ${carried("invoice", "more > 0")} AS invoice_after,
      coalesce(sum(-more) FILTER (more < 0), 0)::BIGINT AS rows_before,
      coalesce(sum(more) FILTER (more > 0), 0)::BIGINT AS rows_after
    FROM (SELECT ${content}, sum(side)::INTEGER AS more FROM (${lines}) GROUP BY ${content} HAVING sum(side) <> 0)
    GROUP BY ${keys}`;
}

function lineItems(
  delivery: Delivery,
  { directory, filters, byInvoice }: Omit<AskedRows, "metric"> & { readonly byInvoice: boolean },
  side: number,
): Sql {
  const source = lineItemSource(delivery, directory);
  const column = (name: RowColumn): Sql =>
    name === "usageStart" ? sql`strftime(${source.hour}, '%Y-%m-%dT%H:%M')` : source.dimension(name);
  const where = filters.length === 0 ? raw("true") : filterCondition(filters, source);
  return sql`SELECT ${side} AS side, ${source.dimension("currency")} AS currency,
      ${join(ROW_COLUMNS.map((name) => sql`${column(name)} AS ${identifier(name)}`))},
      ${tagsText(delivery)} AS tags, ${byInvoice ? source.dimension("invoiceId") : raw("NULL::VARCHAR")} AS invoice,
      ${join(METRIC_IDS.map((id) => sql`${source.metric(id)} AS ${rollupColumn(id)}`))}
    FROM ${source.relation} WHERE ${source.counts} AND ${where}`;
}

function both({ before, after }: Sides): Sql {
  return sql`SELECT false AS is_after, * FROM (${before}) UNION ALL BY NAME SELECT true AS is_after, * FROM (${after})`;
}

function sides(amount: Sql): Sql {
  return sql`coalesce(sum(${amount}) FILTER (NOT is_after), 0)::DECIMAL(38,18) AS before,
      coalesce(sum(${amount}) FILTER (is_after), 0)::DECIMAL(38,18) AS after`;
}
