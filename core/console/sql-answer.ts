import type { CellRows } from "../report/csv-text.ts";

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

/** A result as a table of cells, header first, to be copied or written to a file. */
export function cellsOf({ columns, rows }: Pick<SqlAnswer, "columns" | "rows">): CellRows {
  return [columns.map(({ name }) => name), ...rows];
}

/** Rows a result has at most. */
export const MAX_ROWS = 10_000;
/** Rows shown when nothing else is asked for. */
export const DEFAULT_ROWS = 1_000;
/** Characters a statement has at most. */
export const MAX_STATEMENT = 100_000;
