import type { DeliveredFile, ReportFormat } from "../delivery/delivery.ts";
import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";
import type { ImportWarning } from "./import-report.ts";

export const IDENTITY_IDS = ["I1", "I2", "I3", "I4", "I5", "I6", "rows", "rollup"] as const;
export type IdentityId = (typeof IDENTITY_IDS)[number];

/** An equation the delivery must satisfy, checked on import. */
export type IdentityCheck = {
  readonly id: IdentityId;
  /** Scope within the delivery, e.g. a Savings Plan ARN; null for the whole. */
  readonly subject: string | null;
  readonly outcome: "holds" | "fails" | "notApplicable";
  readonly expected: Decimal | null;
  readonly actual: Decimal | null;
  readonly difference: Decimal | null;
  readonly note: string;
};

export type RepairKind =
  | "eNotation"
  | "blankNumber"
  | "nullText"
  | "unreadableNumber"
  | "timeForm"
  | "unreadableTime"
  | "shortRow"
  | "unreadableMap";

/** Cells that were read in another form than AWS documents, or could not be read as their type (then the text is kept). */
export type Repair = {
  readonly kind: RepairKind;
  readonly column: string;
  readonly cells: number;
  readonly example: string | null;
};

export type MetricSupport = {
  readonly metric: string;
  readonly available: boolean;
  readonly missing: readonly string[];
  readonly note: string;
};

/** What one import learnt about one billing period's delivery. */
export type QualityReport = {
  readonly deliveryId: string;
  readonly billingPeriod: BillingPeriod;
  readonly format: ReportFormat;
  readonly reportName: string;
  readonly counted: boolean;
  readonly rowsRead: number;
  readonly rowsSkipped: number;
  readonly files: readonly DeliveredFile[];
  readonly columns: {
    readonly delivered: number;
    readonly filled: number;
    readonly unknown: readonly string[];
  };
  readonly repairs: readonly Repair[];
  readonly metrics: readonly MetricSupport[];
  readonly identities: readonly IdentityCheck[];
  readonly unknownLineItemTypes: readonly string[];
  /** `open` while AWS has not invoiced the month, `closing` when partly, `final` when all non-zero rows carry an invoice id. */
  readonly invoice: "open" | "closing" | "final" | "unknown";
  readonly warnings: readonly ImportWarning[];
};

/** The identities of one payer's bill for one month, as one delivery tells them. */
export type PayerIdentities = {
  readonly payerAccountId: string | null;
  readonly billingPeriod: BillingPeriod;
  readonly deliveryId: string;
  readonly reportName: string;
  /** The only currency of the delivery; null where there are several. */
  readonly currency: string | null;
  readonly identities: readonly IdentityCheck[];
};
