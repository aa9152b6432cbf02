import type { ReportFormat } from "../delivery/delivery.ts";
import type { Decimal } from "../money/decimal.ts";
import type { Failure } from "../result/failure.ts";
import type { BillingPeriod, UsageDate } from "../time/period.ts";

/** Something the user should know; the delivery is nevertheless usable. */
export type ImportWarning = {
  readonly code: WarningCode;
  readonly message: string;
  readonly paths: readonly string[];
};

export const WARNING_CODES = [
  "likely_duplicates",
  "stale_chunks",
  "older_delivery",
  "already_held",
  "unknown_line_item_type",
  "unknown_columns",
  "unreadable_numbers",
  "short_rows",
  "header_only",
  "identity_failed",
  "no_billing_period",
  "assumed_currency",
  "replaces_period",
  "before_start_date",
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

export type SkippedPath = {
  readonly path: string;
  readonly failure: Failure;
  readonly billingPeriod: BillingPeriod | null;
};

export type FileKind = "csv" | "csv.gz" | "zip" | "parquet";

export type CandidateFile = { readonly path: string; readonly kind: FileKind; readonly sizeBytes: number };

/** Files that would become one delivery (or several, when they hold several billing periods), before they are read. */
export type DeliveryCandidate = {
  readonly id: string;
  readonly format: ReportFormat;
  readonly reportName: string;
  /** Null when only the rows can tell. */
  readonly billingPeriod: BillingPeriod | null;
  readonly version: string | null;
  readonly manifest: string | null;
  readonly files: readonly CandidateFile[];
  readonly warnings: readonly ImportWarning[];
  readonly state: "new" | "unchanged" | "replaces" | "superseded";
};

/** What a set of paths would import. */
export type ImportProposal = {
  readonly candidates: readonly DeliveryCandidate[];
  readonly skipped: readonly SkippedPath[];
  readonly warnings: readonly ImportWarning[];
};

/** One billing period of one report in one currency, as held. */
export type PeriodSummary = {
  readonly deliveryId: string;
  readonly billingPeriod: BillingPeriod;
  readonly format: ReportFormat;
  readonly reportName: string;
  readonly payerAccountId: string | null;
  readonly version: string;
  readonly currency: string;
  readonly rows: number;
  /** Unblended cost; FOCUS: BilledCost. */
  readonly unblended: Decimal;
  readonly files: number;
  readonly counted: boolean;
  readonly importedAt: string;
  /** Last UTC day with usage in the delivery, half-open end excluded. */
  readonly lastUsageDate: string | null;
  readonly quality: "good" | "notes" | "problems";
  /** The configured account it was synced from; null for imported files. */
  readonly costAccountId: string | null;
  /** Line items of earlier days were left out (bill processing starting date); null when none were. */
  readonly from: UsageDate | null;
  /** Size of the stored line items on disk. */
  readonly storedBytes: number;
};

/** What an import did. Exit is clean only when nothing was skipped. */
export type ImportReport = {
  readonly periods: readonly PeriodSummary[];
  readonly unchanged: readonly string[];
  readonly skipped: readonly SkippedPath[];
  readonly warnings: readonly ImportWarning[];
  readonly elapsedMs: number;
};

/** Of a look that has brought nothing. */
export const NOTHING_IMPORTED: ImportReport = {
  periods: [],
  unchanged: [],
  skipped: [],
  warnings: [],
  elapsedMs: 0,
};
