import type { MetricId } from "../cost/metric/metric-id.ts";
import type { ReportFormat } from "../delivery/delivery.ts";
import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";

export const CHARGE_GROUPS = [
  "usage",
  "purchase",
  "discount",
  "tax",
  "credit",
  "adjustment",
  "other",
] as const;

/** What a line item is in every format: FOCUS's charge category, and the discounts it has no rows for. */
export type ChargeGroup = (typeof CHARGE_GROUPS)[number];

export const PARITY_RULES = [
  "coveredUsage",
  "privateDiscounts",
  "unusedCommitments",
  "feesWithoutList",
  "serviceNames",
  "chargeGroups",
  "rounding",
] as const;

/** A known difference of formats; `format/parity.ts` has its words. */
export type ParityRule = (typeof PARITY_RULES)[number];

/** Money metrics, which formats can be compared by. */
export type ParityMetric = Exclude<MetricId, "usageAmount">;

/** Two deliveries of one payer's month in different formats. */
export type ParityPair = {
  readonly billingPeriod: BillingPeriod;
  readonly payerAccountId: string | null;
  readonly left: ParityDelivery;
  readonly right: ParityDelivery;
};

export type ParityDelivery = {
  readonly deliveryId: string;
  readonly reportName: string;
  readonly format: ReportFormat;
  readonly version: string;
  readonly rows: number;
  /** Only one delivery of a payer's month counts. */
  readonly counted: boolean;
  readonly currencies: readonly string[];
};

export type ParityQuery = {
  readonly leftId: string;
  readonly rightId: string;
  readonly metric: ParityMetric;
  /** Null takes the only one present and refuses when there are several. */
  readonly currency: string | null;
};

/** One account's charges of one service and kind, in both. */
export type ParityCell = {
  readonly account: string | null;
  readonly service: string | null;
  readonly group: ChargeGroup;
  readonly left: Decimal;
  readonly right: Decimal;
  /** `right - left`. */
  readonly difference: Decimal;
  /** Parts of the difference that a rule explains. */
  readonly explained: readonly { readonly rule: ParityRule; readonly amount: Decimal }[];
  /** What is left of it; the parts and this sum to the difference. */
  readonly unexplained: Decimal;
};

export type ParityAnswer = {
  readonly currency: string | null;
  readonly left: Decimal;
  readonly right: Decimal;
  readonly rowsLeft: number;
  readonly rowsRight: number;
  readonly cells: readonly ParityCell[];
  /** Rounding is taken for an explanation up to this, for each cell. */
  readonly roundingBound: Decimal;
  /** Formats in which the metric is not known at all. */
  readonly missing: readonly { readonly format: ReportFormat; readonly columns: readonly string[] }[];
};

export const PARITY_DIMENSIONS = ["service", "account", "group"] as const;
export type ParityDimension = (typeof PARITY_DIMENSIONS)[number];

/** What line items of two formats are matched by: their ids are others in each. */
export const PARITY_LINE_COLUMNS = [
  "day",
  "account",
  "service",
  "group",
  "usageType",
  "operation",
  "resourceId",
] as const;
export type ParityLineColumn = (typeof PARITY_LINE_COLUMNS)[number];

/** The line items behind one row of the side-by-side. */
export type ParityLineQuery = ParityQuery & {
  readonly by: ParityDimension;
  readonly value: string | null;
  readonly offset: number;
  readonly limit: number;
};

/** Line items that say the same, in both formats. */
export type ParityLine = {
  readonly key: Readonly<Record<ParityLineColumn, string | null>>;
  readonly left: Decimal;
  readonly right: Decimal;
  /** `right - left`. */
  readonly difference: Decimal;
  readonly rowsLeft: number;
  readonly rowsRight: number;
};

export type ParityLineAnswer = {
  readonly currency: string | null;
  /** Those with another sum in each, by the size of the difference. */
  readonly lines: readonly ParityLine[];
  readonly count: number;
  /** Matched line items with the same sum in both. */
  readonly alike: number;
  /** Of those that differ. */
  readonly total: Pick<ParityLine, "left" | "right" | "difference">;
};
