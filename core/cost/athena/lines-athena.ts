import type { ColumnType, Delivery } from "../../delivery/delivery.ts";
import { formatScaled, parseScaled } from "../../money/decimal.ts";
import { athenaStatement } from "../../sql/athena-statement.ts";
import { cast } from "../../sql/dialect.ts";
import { join, literal, raw, sql, type Sql } from "../../sql/sql.ts";
import { filterCondition } from "../filter/filter-sql.ts";
import { lineItemColumnsOf, metricOfColumn } from "../line-items/line-item-columns.ts";
import { withProfiles } from "../profile/profile-sql.ts";
import { daysWithin } from "../query/fact.ts";
import type { LineItemColumn, LineItemPage, LineItemQuery } from "../query/line-item-query.ts";
import { deliveriesFor, deliveriesIn } from "../query/plan.ts";
import type { AthenaTable } from "./athena-table.ts";
import { overTable } from "./compile-athena.ts";
import { deliveryOf, deliveryOfPeriod, heldOnly } from "./survey.ts";
import type { AthenaRows, TableQuestion } from "./table-question.ts";
import type { TableSource } from "./table-source.ts";

/** What tells line items apart: rows of a table have no order of their own, so that pages would overlap without one. */
const IDENTITY = [
  "identity_line_item_id",
  "identity_time_interval",
  "charge_period_start",
  "sub_account_id",
  "resource_id",
  "sku_id",
  "charge_description",
  "consumed_quantity",
  "billed_cost",
];

/** All columns that line items of a table have. */
export function tableColumns(table: AthenaTable): readonly LineItemColumn[] {
  return lineItemColumnsOf([deliveryOfPeriod(table, "")]);
}

/**
 * A page of line items of a table, and how many there are: two statements, so that the second is paid for once for all pages.
 * Columns that the table has not are empty, and so is what it does not tell: file and row.
 */
export function linesQuestion(query: LineItemQuery): TableQuestion<LineItemPage> {
  return {
    range: query.range,
    reads: 2,
    plan(table, surveys) {
      const deliveries = deliveriesFor(
        deliveriesIn(
          heldOnly(surveys).map((survey) => deliveryOf(table, survey)),
          query.range,
        ),
        query.filters,
      );
      const periods = deliveries.map(({ billingPeriod }) => billingPeriod);
      const columns = columnsOf(table, query.columns);
      const statements = [pageStatement, totalsStatement].map((write) =>
        overTable(table, deliveries, (source) => write({ table, source, deliveries, query, columns })),
      );
      return {
        asks:
          deliveries.length === 0
            ? []
            : statements.map((statement) => ({ statement: athenaStatement(statement), periods })),
        read: ([rows = [], totals = []]) => ({
          columns,
          rows: rows.map((row) => columns.map(({ type }, at) => cellText(row[at] ?? null, type))),
          ...totalsOf(totals),
        }),
      };
    },
  };
}

type Listing = {
  readonly table: AthenaTable;
  readonly source: TableSource;
  readonly deliveries: readonly Delivery[];
  readonly query: LineItemQuery;
  readonly columns: readonly LineItemColumn[];
};

/** Rows of the cells in the order of the columns. What sorts is never in doubt: the sort, then what tells items apart, then all cells. */
function pageStatement(listing: Listing): Sql {
  const { table, source, query, columns } = listing;
  const cells = columns.map((column) => cellOf(column, listing));
  const sortBy = query.sort === null ? [] : columnsOf(table, [query.sort.column]);
  const named = [
    ...cells.map((cell, at) => sql`${cell} AS ${raw(`c${at}`)}`),
    ...sortBy.map((column) => sql`${cellOf(column, listing)} AS sort_key`),
    sql`${source.dimension("billingPeriod")} AS listed_period`,
    ...IDENTITY.filter((id) => table.columns.some((column) => column.id === id)).map(
      (id, at) => sql`${source.column(id)} AS ${raw(`i${at}`)}`,
    ),
  ];
  const identity = named.slice(cells.length + sortBy.length + 1).map((_, at) => `i${at}`);
  const order = [
    ...(query.sort === null ? [] : [`sort_key ${query.sort.descending ? "DESC" : "ASC"} NULLS LAST`]),
    ...["listed_period", ...identity, ...cells.map((_, at) => `c${at}`)].map((name) => `${name} NULLS LAST`),
  ];
  const listed = cells.length === 0 ? "1" : cells.map((_, at) => `c${at}`).join(", ");
  return sql`SELECT ${raw(listed)} FROM (SELECT ${join(named)} FROM ${source.relation}${where(listing)}) AS listed
    ORDER BY ${raw(order.join(", "))} OFFSET ${raw(String(query.offset))} LIMIT ${raw(String(query.limit))}`;
}

/** Rows `currency, rows, total`; the total is of unblended cost. */
function totalsStatement(listing: Listing): Sql {
  const { source } = listing;
  return sql`SELECT ${source.dimension("currency")} AS currency, count(*) AS n, sum(${source.metric("unblended")}) AS total
    FROM ${source.relation}${where(listing)} GROUP BY 1 ORDER BY 1`;
}

function where({ source, deliveries, query }: Listing): Sql {
  const filters = query.filters.filter(
    ({ dimension }) => dimension !== "billingPeriod" && dimension !== "report",
  );
  const conditions = [
    ...daysWithin(source.day, query.range, deliveries),
    ...(filters.length === 0 ? [] : [filterCondition(filters, withProfiles(source, query.profiles ?? []))]),
  ];
  return conditions.length === 0 ? raw("") : sql` WHERE ${join(conditions, " AND ")}`;
}

/** Maps are told as JSON, and sort by it. */
function cellOf({ id, type }: LineItemColumn, { table, source }: Listing): Sql {
  if (id === "billing_period") return source.dimension("billingPeriod");
  if (id === "report") return literal(table.table);
  const metric = metricOfColumn(id);
  if (metric !== null) return source.metric(metric);
  if (!table.columns.some((column) => column.id === id)) return cast(raw("NULL"), "text");
  return type === "map" ? raw(`json_format(CAST(${source.column(id).text} AS JSON))`) : source.column(id);
}

/** A column that the table lacks is one of other months. */
function columnsOf(table: AthenaTable, ids: readonly string[]): readonly LineItemColumn[] {
  const known = new Map(tableColumns(table).map((column) => [column.id, column]));
  return ids.map((id) => known.get(id) ?? { id, name: id, type: "text", common: false });
}

/** As this computer writes cells: exact decimals, ISO instants in UTC, maps as JSON. */
function cellText(cell: string | null, type: ColumnType): string | null {
  if (cell === null || type === "text" || type === "map") return cell;
  if (type === "decimal") return scaledText(cell);
  const [, day, time, fraction = ""] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?/.exec(cell) ?? [];
  if (day === undefined) return cell;
  return Number(fraction) === 0 ? `${day}T${time}Z` : `${day}T${time}.${fraction.padEnd(3, "0")}Z`;
}

function totalsOf(rows: AthenaRows): Pick<LineItemPage, "totalRows" | "totals"> {
  return {
    totalRows: rows.reduce((sum, [, count]) => sum + Number(count ?? 0), 0),
    totals: Object.fromEntries(
      rows.flatMap(([currency = null, , total = null]) =>
        total === null ? [] : [[currency ?? "", scaledText(total)]],
      ),
    ),
  };
}

function scaledText(amount: string): string {
  const scaled = parseScaled(amount);
  return scaled === null ? amount : formatScaled(scaled);
}
