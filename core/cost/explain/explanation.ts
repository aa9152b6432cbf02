import type { ColumnFamily, ReportFormat } from "../../delivery/delivery.ts";
import type { Decimal } from "../../money/decimal.ts";
import type { BillingPeriod } from "../../time/period.ts";
import type { MissingMetric } from "../query/cost-query.ts";
import type { Store } from "../query/plan.ts";
import type { CostCell } from "./cost-cell.ts";
import type { Difference } from "./differences.ts";

/** What a number is made of: the amounts of `parts` and those of `deliveries` each sum to `total`, to the last digit. */
export type Explanation = {
  readonly cell: CostCell;
  readonly currency: string | null;
  /** Null where nothing is known, or where the amounts are in several units. */
  readonly total: Decimal | null;
  readonly lineItems: number;
  readonly answeredFrom: Store;
  readonly parts: readonly ExplainedPart[];
  readonly deliveries: readonly ExplainedDelivery[];
  /** Periods whose files cannot support the metric. */
  readonly missing: readonly MissingMetric[];
  /** Why Cost Explorer may show another number. */
  readonly differences: readonly Difference[];
  /** How AWS was asked for the part of it that is read there; absent where this computer holds all of it. */
  readonly askedInAws?: readonly AskedInAws[] | undefined;
};

/** A statement as Athena took it, its values written into the text. */
export type AskedInAws = {
  readonly database: string;
  readonly table: string;
  readonly billingPeriods: readonly BillingPeriod[];
  readonly sql: string;
};

/** Line items of one type, counted by one formula. */
export type ExplainedPart = {
  readonly family: ColumnFamily;
  /** FOCUS: charge category. */
  readonly lineItemType: string | null;
  /** Rows of split cost allocation data, which cost nothing themselves. */
  readonly isSplit?: true | undefined;
  /** Pricing unit of usage amounts; null for money, and where nothing was used. */
  readonly unit: string | null;
  readonly lineItems: number;
  readonly unblended: Decimal | null;
  readonly amount: Decimal | null;
  readonly formula: ExplainedFormula;
};

export type ExplainedFormula = {
  readonly symbols: string;
  readonly words: string;
  readonly where: readonly ExplainedColumn[];
};

export type ExplainedColumn = {
  readonly symbol: string;
  /** Id of the column. */
  readonly column: string;
  /** The header as delivered; null where no delivery taking part has the column, which then counts as empty. */
  readonly header: string | null;
};

/** A delivery with line items in the number. */
export type ExplainedDelivery = {
  readonly deliveryId: string;
  /** A billing period of a table in AWS, which tells no version, no time and no files. */
  readonly inAws?: true | undefined;
  readonly reportName: string;
  readonly billingPeriod: BillingPeriod;
  readonly format: ReportFormat;
  readonly version: string;
  readonly importedAt: string;
  /** Line items the whole delivery holds. */
  readonly rows: number;
  readonly lineItems: number;
  readonly amount: Decimal | null;
  /** Files with line items in the number; null where what has answered does not tell them apart: a roll-up, or AWS. */
  readonly files: readonly ExplainedFile[] | null;
};

export type ExplainedFile = {
  readonly source: string;
  readonly sha256: string;
  /** Line items of the file that are in the number, and what they sum to. */
  readonly lineItems: number;
  readonly amount: Decimal | null;
};
