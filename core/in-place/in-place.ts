import type { ScanLimits } from "../account/report-place.ts";
import type { BothWays, PeriodApart } from "../cost/athena/both-ways.ts";
import type { LineItemColumn } from "../cost/query/line-item-query.ts";
import type { Decimal } from "../money/decimal.ts";
import type { Failure } from "../result/failure.ts";
import type { BillingPeriod } from "../time/period.ts";
import type { WorkspaceSchema } from "../workspace/workspace.ts";

/** A cost account whose line items, or those of some months, stay in AWS. */
export type AccountInPlace = {
  readonly id: string;
  readonly displayName: string;
  readonly place: "inPlace" | "both";
  /** Name of its table in Athena. */
  readonly table: string;
  readonly limits: ScanLimits;
  /** Billing periods of the table that are not on this computer, oldest first; as last seen where AWS cannot be asked. */
  readonly away: readonly BillingPeriod[];
  /** Those that are on this computer as well, so that both ways can be compared. */
  readonly alsoHere: readonly BillingPeriod[];
  /** What its columns can answer; whether they are filled is known once a month is asked for. */
  readonly schema: Pick<WorkspaceSchema, "metrics" | "dimensions">;
  /** Columns of its line items. */
  readonly columns: readonly LineItemColumn[];
  /** Why the table cannot be looked at now; null where it can. */
  readonly problem: Failure | null;
};

/** What a question would read in AWS, told without asking it. */
export type ScanEstimate = {
  /** Queries to come; none where all is kept. */
  readonly queries: number;
  readonly periods: readonly BillingPeriod[];
  /** Bytes at most, and US dollars for them; null where the files may not be listed. */
  readonly mostBytes: number | null;
  readonly mostCostUsd: Decimal | null;
  /** Bytes that the queries of today (UTC) have read, and how many they may read. */
  readonly todayBytes: number;
  readonly dayLimitBytes: number;
  /** It may read more than is asked without the user's word, or nobody knows how much. */
  readonly needsConsent: boolean;
  /** Why the sizes are not known; null where they are. */
  readonly unknown: Failure | null;
};

/** What a question has read in AWS. */
export type ScanBill = {
  readonly queries: number;
  readonly scannedBytes: number;
  /** US dollars. */
  readonly costUsd: Decimal;
  readonly todayBytes: number;
  readonly dayLimitBytes: number;
  /** When the answer was paid for, where nothing was read now; ISO. */
  readonly keptAt: string | null;
  /** Why the answer is not kept for the next time; null where it is. */
  readonly notKept: Failure | null;
};

/** How far the queries of a question are. Bytes are those read so far. */
export type ScanProgress =
  | { readonly kind: "queued" }
  | { readonly kind: "running"; readonly scannedBytes: number }
  /** AWS asks for fewer requests; it is tried again by itself. */
  | { readonly kind: "throttled" };

/** How a question stands that AWS answers, or part of it. */
export type PlaceState =
  | { readonly kind: "unasked"; readonly estimate: ScanEstimate }
  | ScanProgress
  | { readonly kind: "answered"; readonly bill: ScanBill };

/** The same question answered here and in AWS. */
export type PlacesCompared = {
  /** Months that both have. */
  readonly periods: readonly BillingPeriod[];
  readonly currency: string | null;
  readonly ways: BothWays;
  /** Months of which the two hold different deliveries. */
  readonly apart: readonly PeriodApart[];
};

/** What is told of a question, in this order; it ends with `answered`, with `unasked` where the user's word is needed first, or with `failed`. */
export type InPlaceEvent<T> =
  | { readonly kind: "estimated"; readonly estimate: ScanEstimate }
  | ScanProgress
  | { readonly kind: "unasked" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "answered"; readonly value: T; readonly bill: ScanBill };
