import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod, UsageDate } from "../time/period.ts";

/** What kind of report a delivery is. */
export type ReportFormat = "legacy" | "cur2" | "focus";

/** Formats that share one set of canonical columns. */
export type ColumnFamily = "cur" | "focus";

export function familyOf(format: ReportFormat): ColumnFamily {
  return format === "focus" ? "focus" : "cur";
}

export type ColumnType = "text" | "decimal" | "timestamp" | "map";

/** One stored column: `id` is its unique name in the Parquet file, `name` the header exactly as delivered. */
export type StoredColumn = {
  readonly id: string;
  readonly name: string;
  readonly type: ColumnType;
};

/** One source file of a delivery and what it became. `sha256` and `sizeBytes` are of the file as it lay on disk. */
export type DeliveredFile = {
  readonly source: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly rows: number;
  /** Sum of the unblended (FOCUS: billed) cost, by currency. */
  readonly totals: Readonly<Record<string, Decimal>>;
  /** Parquet file relative to the workspace folder. */
  readonly stored: string;
};

/** One imported version of one report's billing period: the unit that is replaced as a whole. */
export type Delivery = {
  readonly id: string;
  readonly format: ReportFormat;
  /** Report or export name; for loose files a name made from them. */
  readonly reportName: string;
  readonly billingPeriod: BillingPeriod;
  readonly payerAccountId: string | null;
  /** Assembly id (legacy) or execution id (Data Exports); for loose files a hash of their contents. */
  readonly version: string;
  readonly importedAt: string;
  readonly rows: number;
  readonly totals: Readonly<Record<string, Decimal>>;
  readonly files: readonly DeliveredFile[];
  readonly columns: readonly StoredColumn[];
  /** False when another report already holds this payer and period, so that nothing is counted twice. */
  readonly counted: boolean;
  /** The configured account it was synced from; null for imported files. */
  readonly costAccountId: string | null;
  /** Line items of earlier days were left out; null when none were. */
  readonly from: UsageDate | null;
  /** Metrics this delivery cannot support, with the columns that are missing. */
  readonly unavailable: Readonly<Record<string, readonly string[]>>;
};
