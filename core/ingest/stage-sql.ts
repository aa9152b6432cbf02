import type { ColumnType, StoredColumn } from "../delivery/delivery.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import { hasExponent, hasOtherTimeForm, readText, readTyped } from "./cell-sql.ts";

/** A column of a source file on its way into storage. */
export type StagedColumn = StoredColumn & {
  /** Name by which the relation below knows the delivered cell. */
  readonly cell: string;
  /** DuckDB type of the delivered cell. */
  readonly duckdbType: string;
};

export type CsvOptions = {
  readonly columns: number;
  readonly gzip: boolean;
  /** The file writes `NULL` for "no value". */
  readonly nullText: boolean;
  /** Rows may be short; slower, so only where it was found. */
  readonly padRows: boolean;
};

/** Cells of a CSV file as text `c0`, `c1` ...; nothing is guessed. `path` is for DuckDB (see `duckdbPath`). */
export function csvRelation(path: string, options: CsvOptions): Sql {
  const columns = Array.from(
    { length: options.columns },
    (_, index) => sql`${literal(cellName(index))}: 'VARCHAR'`,
  );
  const extras = [
    ...(options.nullText ? ["nullstr = ['', 'NULL']", "allow_quoted_nulls = false"] : []),
    ...(options.padRows ? ["null_padding = true", "parallel = false"] : []),
  ].map((extra) => `, ${extra}`);
  return sql`read_csv(${literal(path)}, columns = {${join(columns)}}, auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', compression = ${literal(options.gzip ? "gzip" : "none")}, hive_partitioning = false,
    max_line_size = 2097152, buffer_size = 8388608${raw(extras.join(""))})`;
}

export function parquetRelation(path: string): Sql {
  return sql`read_parquet(${literal(path)}, hive_partitioning = false)`;
}

export function cellName(index: number): string {
  return `c${index}`;
}

/** Path as DuckDB takes it: `[ * ?` in a name would be a pattern and could read another file. */
export function duckdbPath(path: string): string {
  return path.replaceAll(/[[*?]/g, "[$&]");
}

export type StagePlan = {
  readonly source: Sql;
  readonly columns: readonly StagedColumn[];
  /** Columns whose cells are counted when they are in an unusual form. */
  readonly watched: readonly StagedColumn[];
};

/** Columns the staging adds: text that could not be read, and unusual forms as bits. */
export const UNREADABLE = "unreadable";
export const FORMS = "forms";

/** Writes the typed line items of one source file as Parquet, in the order of the file. Gives back statistics per column. */
export function stageFile(plan: StagePlan, target: string): Sql {
  const typed = plan.columns.filter(isTyped);
  const inner = [
    ...plan.columns.map(({ cell }) => identifier(cell)),
    ...typed.map((column) => sql`${typedCell(column)} AS ${identifier(typedName(column))}`),
  ];
  const outer = [
    ...plan.columns.map((column) => sql`${outCell(column)} AS ${identifier(column.id)}`),
    ...unreadable(typed),
    ...forms(plan.watched),
  ];
  return sql`COPY (SELECT ${join(outer)} FROM (SELECT ${join(inner)} FROM ${plan.source}))
    TO ${literal(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 24576, RETURN_STATS)`;
}

/** Writes the rows of one billing period of a staged file, with the number each row had in the source file. */
export function splitFile(
  staged: string,
  wanted: { readonly period: string; readonly orUnknown: boolean },
  row: { readonly period: Sql; readonly kept: Sql },
  target: string,
): Sql {
  const period = wanted.orUnknown ? sql`coalesce(${row.period}, ${literal(wanted.period)})` : row.period;
  return sql`COPY (SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS source_row
      FROM read_parquet(${literal(duckdbPath(staged))}, hive_partitioning = false, file_row_number = true)
      WHERE ${period} = ${literal(wanted.period)} AND ${row.kept})
    TO ${literal(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 24576)`;
}

function isTyped({ type }: { readonly type: ColumnType }): boolean {
  return type !== "text";
}

function typedName({ cell }: StagedColumn): string {
  return `typed ${cell}`;
}

function typedCell({ cell, duckdbType, type }: StagedColumn): Sql {
  const value = identifier(cell);
  return duckdbType === "VARCHAR" ? readText(value, type) : readTyped(value, duckdbType, type);
}

function outCell(column: StagedColumn): Sql {
  if (isTyped(column)) return identifier(typedName(column));
  return column.duckdbType === "VARCHAR" ? identifier(column.cell) : sql`${identifier(column.cell)}::VARCHAR`;
}

/** Lines `column=text` of the cells that hold something their type cannot take. */
function unreadable(typed: readonly StagedColumn[]): readonly Sql[] {
  if (typed.length === 0) return [];
  const failed = (column: StagedColumn) =>
    sql`(${identifier(column.cell)} IS NOT NULL AND ${identifier(typedName(column))} IS NULL AND trim(${identifier(column.cell)}::VARCHAR) <> '')`;
  const lines = typed.map(
    (column) =>
      sql`CASE WHEN ${failed(column)} THEN concat(${literal(`${column.id}=`)}, ${identifier(column.cell)}::VARCHAR) END`,
  );
  return [
    sql`CASE WHEN ${join(typed.map(failed), " OR ")} THEN concat_ws(chr(10), ${join(lines)}) END AS ${identifier(UNREADABLE)}`,
  ];
}

function forms(watched: readonly StagedColumn[]): readonly Sql[] {
  if (watched.length === 0) return [];
  const bits = watched.map(
    (column, index) =>
      sql`CASE WHEN ${hasUnusualForm(column)} THEN ${raw(String(2n ** BigInt(index)))}::UBIGINT ELSE 0::UBIGINT END`,
  );
  return [sql`nullif(${join(bits, " + ")}, 0) AS ${identifier(FORMS)}`];
}

/** Only cells that could be read have a form. */
function hasUnusualForm(column: StagedColumn): Sql {
  const cell = identifier(column.cell);
  const form = column.type === "timestamp" ? hasOtherTimeForm(cell) : hasExponent(cell);
  return sql`${identifier(typedName(column))} IS NOT NULL AND ${form}`;
}

/** Most columns that `forms` can watch. */
export const MOST_WATCHED = 60;
