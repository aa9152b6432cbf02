import type { DimensionId } from "../cost/dimension/dimension-ref.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { ReportFormat } from "../delivery/delivery.ts";
import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";

/** What kept sums can be divided by. */
export const DIFFERENCE_DIMENSIONS = [
  "payerAccount",
  "linkedAccount",
  "service",
  "region",
  "lineItemType",
  "usageType",
  "operation",
] as const satisfies readonly DimensionId[];

export type DifferenceDimension = (typeof DIFFERENCE_DIMENSIONS)[number];

/** One delivery as restatements tell of it. */
export type DeliveryFacts = {
  readonly deliveryId: string;
  readonly version: string;
  readonly importedAt: string;
  readonly rows: number;
  readonly fingerprint: string;
};

/** A sum before and after; `difference` is after less before. */
export type Difference = {
  readonly before: Decimal;
  readonly after: Decimal;
  readonly difference: Decimal;
};

/** Two deliveries of one month, the later one in the place of the former. */
export type Restatement = {
  /** Id of the former delivery. */
  readonly id: string;
  readonly billingPeriod: BillingPeriod;
  readonly payerAccountId: string | null;
  readonly reportName: string;
  readonly format: ReportFormat;
  readonly before: DeliveryFacts;
  readonly after: DeliveryFacts;
  readonly replacedAt: string;
  /** AWS had finalised the month before. */
  readonly isClosed: boolean;
  /** Of the unblended (FOCUS: billed) cost, by currency. */
  readonly totals: readonly (Difference & { readonly currency: string })[];
  /** Sums (by account, service, type of charge and usage) with another amount in any metric; null where sums are not kept. */
  readonly changedSums: number | null;
  /** The line items of the former delivery are still there. */
  readonly hasRows: boolean;
};

/** A delivery that replaced another one of which nothing was kept. */
export type UnkeptRestatement = {
  readonly deliveryId: string;
  readonly billingPeriod: BillingPeriod;
  readonly reportName: string;
};

export type RestatementReport = {
  /** The latest first. */
  readonly restatements: readonly Restatement[];
  readonly unkept: readonly UnkeptRestatement[];
  /** Line items of replaced deliveries on disk, and how much of them is kept at most. */
  readonly space: { readonly usedBytes: number; readonly limitBytes: number };
};

export type DifferenceQuery = {
  readonly restatementId: string;
  readonly metric: MetricId;
  readonly groupBy: DifferenceDimension;
  readonly filters: readonly Filter[];
  /** Null takes the only one present and refuses when there are several. */
  readonly currency: string | null;
};

export type DifferenceGroup = Difference & {
  readonly value: string | null;
  readonly label: string | null;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
};

/** The groups sum to the whole, to the last digit. */
export type DifferenceAnswer = {
  readonly currency: string | null;
  /** Those that changed, by the size of the difference. */
  readonly groups: readonly DifferenceGroup[];
  /** Groups with the same sum and as many line items. */
  readonly unchanged: number;
  readonly total: Difference & { readonly rowsBefore: number; readonly rowsAfter: number };
};

export type RowDifferenceQuery = Omit<DifferenceQuery, "groupBy"> & {
  readonly offset: number;
  readonly limit: number;
};

/** Line items that only one of the deliveries has, or that they have differently; alike ones in one row. */
export type RowDifference = Difference & {
  readonly key: Readonly<Record<RowColumn, string | null>>;
  /** Where they carry others; `null` where they are alike, or one side has none of the line items. */
  readonly tags: Carried | null;
  readonly invoice: Carried | null;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
};

/** What line items carry before and after; several texts stand beside each other. */
export type Carried = { readonly before: string; readonly after: string };

export const ROW_COLUMNS = [
  "usageStart",
  "linkedAccount",
  "service",
  "lineItemType",
  "usageType",
  "operation",
  "region",
  "resourceId",
  "description",
] as const;

/** What line items of two deliveries are recognised by: their ids are others in every delivery. */
export type RowColumn = (typeof ROW_COLUMNS)[number];

export type RowDifferenceAnswer =
  | {
      readonly kind: "rows";
      readonly currency: string | null;
      readonly rows: readonly RowDifference[];
      readonly count: number;
      readonly total: Difference;
    }
  /** The line items of one of the deliveries are not there any more. */
  | { readonly kind: "notKept" };

/** That the user has seen a restatement of a closed month. */
export type RestatementMark = {
  /** Id of the restatement. */
  readonly id: string;
  readonly at: string;
  readonly note: string;
};

/** Restatements of closed months that nobody has acknowledged. */
export function unacknowledged(
  restatements: readonly Restatement[],
  marks: readonly RestatementMark[],
): readonly Restatement[] {
  const seen = new Set(marks.map(({ id }) => id));
  return restatements.filter(
    ({ id, isClosed, changedSums, totals }) =>
      isClosed && !seen.has(id) && (changedSums === null ? totals.some(isChange) : changedSums > 0),
  );
}

function isChange({ before, after }: Difference): boolean {
  return before !== after;
}
