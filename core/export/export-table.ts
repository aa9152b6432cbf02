import type { AllocationQuery } from "../allocation/allocation-query.ts";
import type { LineItemQuery } from "../cost/query/line-item-query.ts";
import type { Conversion } from "../currency/convert.ts";
import type { ResourceQuery } from "../resource/resource-query.ts";

/** What a column holds; it decides the type of the cells in every format. Percentages are shares of 1. */
export const COLUMN_KINDS = ["text", "integer", "decimal", "money", "percent", "date", "timestamp"] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** A column; `currency` is that of all its amounts, null where it has none or every row names its own. */
export type TableColumn = {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly currency: string | null;
};

/**
 * A table as data, as it leaves a screen. Cells are exact text: decimals without exponent, days `2026-10-31`, instants
 * `2026-10-31T23:00:00Z`; `null` where nothing is known.
 */
export type ExportTable = {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
};

/** Where the rows of an export come from: at hand, or read from the workspace row by row. */
export type ExportSource =
  | { readonly kind: "table"; readonly table: ExportTable }
  | (ReadSource & {
      readonly kind: "lineItems";
      /** Page and number of rows do not count: all rows are written. */
      readonly query: LineItemQuery;
    })
  | (ReadSource & {
      readonly kind: "resources";
      /** Page and number of rows do not count: all rows are written. */
      readonly query: ResourceQuery;
      /** What the amounts are called. */
      readonly metricName: string;
      /** Whether those of the period before stand beside them: not where it is shorter. */
      readonly isCompared: boolean;
    })
  | (ReadSource & { readonly kind: "chargeback"; readonly query: AllocationQuery });

type ReadSource = {
  readonly title: string;
  /** Puts beside each cost the same in another currency, each month by its own rate. */
  readonly beside?: Conversion | undefined;
};

export const EXPORT_FORMATS = ["csv", "xlsx", "parquet"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Something the reader of a file has to know: the workspace, the period, the metric. */
export type ExportFact = { readonly name: string; readonly value: string };

/** A file to be written. CSV and Parquet hold one table, a workbook as many as there are. */
export type ExportRequest = {
  readonly path: string;
  readonly format: ExportFormat;
  readonly sources: readonly ExportSource[];
  readonly facts: readonly ExportFact[];
};

export type Exported = { readonly path: string; readonly rows: number };

export function column(name: string, kind: Exclude<ColumnKind, "money"> = "text"): TableColumn {
  return { name, kind, currency: null };
}

export function moneyColumn(name: string, currency: string | null): TableColumn {
  return { name, kind: "money", currency };
}

/** The head of a column as a file has it: money tells its currency. */
export function headOf({ name, currency }: TableColumn): string {
  return currency === null ? name : `${name} (${currency})`;
}
