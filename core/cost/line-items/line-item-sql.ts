import type { Conversion } from "../../currency/convert.ts";
import { inAnotherSql } from "../../currency/convert-sql.ts";
import type { Delivery } from "../../delivery/delivery.ts";
import { join, literal, raw, sql, type Sql } from "../../sql/sql.ts";
import { rangeOfPeriod } from "../../time/period.ts";
import { filterCondition } from "../filter/filter-sql.ts";
import { withProfiles } from "../profile/profile-sql.ts";
import type { TagProfile } from "../profile/tag-profile.ts";
import type { LineItemColumn, LineItemQuery } from "../query/line-item-query.ts";
import { lineItemSource, storedFileSource } from "../source/line-item-source.ts";
import { type CellSource, cellOf } from "./line-item-columns.ts";

/** A delivery and what its stored files really hold. */
export type StoredDelivery = {
  readonly delivery: Delivery;
  /** Columns of each file, in the order of `delivery.files`. */
  readonly fileColumns: readonly ReadonlySet<string>[];
};

/** Line items asked for; `deliveries` by billing period. */
export type LineItemRequest = {
  readonly deliveries: readonly StoredDelivery[];
  readonly directory: string;
  readonly range: LineItemQuery["range"];
  readonly filters: LineItemQuery["filters"];
  readonly profiles: readonly TagProfile[];
};

export type Sorting = { readonly column: LineItemColumn; readonly descending: boolean };

/** Where a line item is stored: delivery and file by position, row counted from 0. */
export type Position = { readonly delivery: number; readonly file: number; readonly row: number };

/** True when every line item of the delivery is asked for. */
export function isWhole(request: LineItemRequest, { delivery }: StoredDelivery): boolean {
  const { from, to } = rangeOfPeriod(delivery.billingPeriod);
  return request.filters.length === 0 && request.range.from <= from && request.range.to >= to;
}

/** Rows `delivery, file, row` of one page. Only the columns that sort and filter are read; the cells are fetched after. */
export function pagePositions(
  request: LineItemRequest,
  sorting: Sorting | null,
  page: { readonly offset: number; readonly limit: number },
): Sql {
  const branches = request.deliveries.map((stored, index) => {
    const key = sorting === null ? raw("NULL") : sortKey(sorting.column, cellsOf(request, stored));
    return sql`SELECT ${key} AS sort_key, ${index} AS delivery, file_index AS file, file_row_number AS row ${selection(request, stored)}`;
  });
  const order = sql`${sorting === null ? raw("") : raw(`sort_key ${sorting.descending ? "DESC" : "ASC"} NULLS LAST, `)}delivery, file, row`;
  return sql`SELECT delivery, file, row FROM (${join(branches, " UNION ALL ")})
    ORDER BY ${order} LIMIT ${page.limit} OFFSET ${page.offset}`;
}

/** Rows `delivery, file, row, cells ...` at the given positions, in no order. */
export function cellsAt(
  request: LineItemRequest,
  positions: readonly Position[],
  columns: readonly LineItemColumn[],
): Sql {
  const branches = [...byFile(positions)].map(([, [first, rows]]) =>
    fileCells(request, first, rows, columns),
  );
  return join(branches, " UNION ALL ");
}

function byFile(positions: readonly Position[]): ReadonlyMap<string, readonly [Position, number[]]> {
  const files = new Map<string, readonly [Position, number[]]>();
  for (const position of positions) {
    const key = `${position.delivery} ${position.file}`;
    const [, rows] = files.get(key) ?? [];
    if (rows === undefined) files.set(key, [position, [position.row]]);
    else rows.push(position.row);
  }
  return files;
}

/** Rows `currency, rows, total` over all line items of the request; the total is of unblended cost. */
export function requestTotals(request: LineItemRequest): Sql {
  const branches = request.deliveries.map((stored) => {
    const source = lineItemSource(stored.delivery, request.directory);
    return sql`SELECT ${source.dimension("currency")} AS currency, count(*) AS n, sum(${source.metric("unblended")}) AS total ${selection(request, stored)} GROUP BY ALL`;
  });
  return sql`SELECT currency, sum(n)::BIGINT, sum(total) FROM (${join(branches, " UNION ALL ")}) GROUP BY currency ORDER BY currency`;
}

/** A column of a file: as it was delivered, or a cost of the line item in another currency. */
export type FileColumn = LineItemColumn & { readonly beside?: Conversion };

/** All line items of the request as text cells, in the order of the page view. */
export function exportedRows(
  request: LineItemRequest,
  sorting: Sorting | null,
  columns: readonly FileColumn[],
  cell: (column: LineItemColumn, value: Sql) => Sql,
): Sql {
  const branches = request.deliveries.map((stored, index) => {
    const cells = cellsOf(request, stored);
    const key = sorting === null ? [] : [sql`${sortKey(sorting.column, cells)} AS sort_key`];
    const place = [sql`${index} AS delivery`, raw("file_index AS file"), raw("file_row_number AS row")];
    const values = columns.map((column, at) => sql`${fileCell(column, cells)} AS ${raw(`c${at}`)}`);
    return sql`SELECT ${join([...key, ...(sorting === null ? [] : place), ...values])} ${selection(request, stored)}`;
  });
  const texts = columns.map((column, at) => sql`${cell(column, raw(`c${at}`))} AS ${raw(`c${at}`)}`);
  const order =
    sorting === null
      ? raw("")
      : raw(`ORDER BY sort_key ${sorting.descending ? "DESC" : "ASC"} NULLS LAST, delivery, file, row`);
  return sql`SELECT ${join(texts)} FROM (${join(branches, " UNION ALL ")}) ${order}`;
}

function fileCell(column: FileColumn, cells: CellSource): Sql {
  const cell = cellOf(column, cells);
  if (column.beside === undefined) return cell;
  const { source, delivery } = cells;
  const of = { currency: source.dimension("currency"), month: delivery.billingPeriod };
  return inAnotherSql(sql`(${cell})`, of, column.beside);
}

function fileCells(
  request: LineItemRequest,
  { delivery: index, file }: Position,
  rows: readonly number[],
  columns: readonly LineItemColumn[],
): Sql {
  const stored = request.deliveries[index];
  const delivered = stored?.delivery.files[file];
  const present = stored?.fileColumns[file];
  if (stored === undefined || delivered === undefined || present === undefined)
    throw new Error(`no stored file ${index}/${file}`);
  const source = storedFileSource(stored.delivery, request.directory, {
    stored: delivered.stored,
    columns: present,
  });
  const cells: CellSource = {
    delivery: { ...stored.delivery, files: [delivered] },
    source,
    stored: present,
  };
  const values = columns.map((column, at) => sql`${cellOf(column, cells)} AS ${raw(`c${at}`)}`);
  const low = rows.reduce((least, row) => Math.min(least, row), Number.MAX_SAFE_INTEGER);
  const high = rows.reduce((most, row) => Math.max(most, row), 0);
  const isRun = high - low === rows.length - 1;
  const chosen = isRun ? raw("true") : sql`file_row_number IN (${join(rows)})`;
  return sql`SELECT ${join([sql`${index} AS delivery`, sql`${file} AS file`, raw("file_row_number AS row"), ...values])}
    FROM ${source.relation} WHERE file_row_number BETWEEN ${low} AND ${high} AND ${chosen}`;
}

function cellsOf(request: LineItemRequest, stored: StoredDelivery): CellSource {
  return {
    delivery: stored.delivery,
    source: lineItemSource(stored.delivery, request.directory),
    stored: new Set(stored.fileColumns.flatMap((columns) => [...columns])),
  };
}

/** Maps have no order of their own; source rows are numbers though they are shown as text. */
function sortKey(column: LineItemColumn, cells: CellSource): Sql {
  const cell = cellOf(column, cells);
  if (column.id === "source_row") return sql`(${cell})::BIGINT`;
  return column.type === "map" ? sql`(${cell})::VARCHAR` : cell;
}

function selection(request: LineItemRequest, stored: StoredDelivery): Sql {
  const { delivery } = stored;
  const source = lineItemSource(delivery, request.directory);
  const { from, to } = rangeOfPeriod(delivery.billingPeriod);
  const conditions = [
    ...(request.range.from > from ? [sql`${source.day} >= DATE ${literal(request.range.from)}`] : []),
    ...(request.range.to < to ? [sql`${source.day} < DATE ${literal(request.range.to)}`] : []),
    ...(request.filters.length > 0
      ? [filterCondition(request.filters, withProfiles(source, request.profiles))]
      : []),
  ];
  const where = conditions.length === 0 ? raw("") : sql`WHERE ${join(conditions, " AND ")}`;
  return sql`FROM ${source.relation} ${where}`;
}
