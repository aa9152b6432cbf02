import { column, type ColumnKind, type ExportTable } from "../export/export-table.ts";

/** How a column of a result is shown and sorted. */
export type SqlColumnKind = "decimal" | "number" | "text" | "day" | "instant" | "boolean" | "nested";

export type SqlColumn = {
  readonly name: string;
  /** DuckDB's type, for the tooltip. */
  readonly type: string;
  readonly kind: SqlColumnKind;
};

/** Statement of one run; `limit` is the number of rows the reader wants at most. */
export type SqlQuestion = { readonly text: string; readonly limit: number };

/** Result of one statement. Cells are exact text: decimals without trailing zeros, days and instants in ISO form. */
export type SqlAnswer = {
  readonly columns: readonly SqlColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** What kept further rows or parts of cells out: the number of rows asked for, or the size of the result. */
  readonly cut: "rows" | "size" | null;
  readonly elapsedMs: number;
};

const COLUMN_KINDS: Readonly<Record<SqlColumnKind, Exclude<ColumnKind, "money">>> = {
  decimal: "decimal",
  number: "decimal",
  text: "text",
  day: "date",
  instant: "timestamp",
  boolean: "text",
  nested: "text",
};

/** A result as a table to be copied or written to a file. */
export function tableOf({ columns, rows }: Pick<SqlAnswer, "columns" | "rows">): Omit<ExportTable, "title"> {
  return { columns: columns.map(({ name, kind }) => column(name, COLUMN_KINDS[kind])), rows };
}

/** Rows a result has at most. */
export const MAX_ROWS = 10_000;
/** Rows shown when nothing else is asked for. */
export const DEFAULT_ROWS = 1_000;
/** Characters a statement has at most. */
export const MAX_STATEMENT = 100_000;
