import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";
import type { ChargePart } from "./bill-cell.ts";
import type { Invoice } from "./invoice.ts";

/** The invoices are kept by the host and come with the question. */
export type TieOutQuery = { readonly invoices: readonly Invoice[] };

/** A sum of line items. */
export type BillSum = {
  readonly amount: Decimal;
  readonly lineItems: number;
  /** Filters that keep exactly them among the line items of the month; null where no filters do. */
  readonly narrow: readonly Filter[] | null;
};

/** What a line of the bill is made of; the amounts sum to the line's own. */
export type BillPart = BillSum & { readonly part: ChargePart };

/**
 * Why an invoice is not what the bill says. `leftOut`: charges of the bill that are not on the invoice; `elsewhere`: charges
 * on the invoice that the bill has under another invoice id or none yet; `given`: tax the user entered, against the bill's.
 */
export type VariancePart =
  | (BillSum & { readonly kind: "leftOut"; readonly part: ChargePart })
  | (BillSum & { readonly kind: "elsewhere"; readonly invoiceId: string | null })
  | (BillSum & { readonly kind: "given"; readonly part: "tax" })
  /** Within `bound`: an invoice rounds its total, or each service's charges, to the smallest unit of its currency. */
  | {
      readonly kind: "rounding";
      readonly of: "total" | "services";
      readonly amount: Decimal;
      readonly bound: Decimal;
    }
  /** Within `bound`: what the digits cut off the exchange rate can make. */
  | { readonly kind: "currency"; readonly amount: Decimal; readonly bound: Decimal }
  | { readonly kind: "unexplained"; readonly amount: Decimal };

/**
 * `ties` to the last digit or to rounding; `explained` by charges of the bill; `unexplained`: a rest is left; `notEntered`:
 * the bill has it, the user has entered no invoice; `open`: charges without an invoice id; `notInBill`: no line item is of
 * that invoice; `noBill`: the workspace does not hold the payer's month; `needsRate`: another currency without a rate.
 */
export type TieOutState =
  | "ties"
  | "explained"
  | "unexplained"
  | "notEntered"
  | "open"
  | "notInBill"
  | "noBill"
  | "needsRate";

/** One invoice with its side of the bill. */
export type TieOutLine = {
  readonly state: TieOutState;
  readonly invoice: Invoice | null;
  /** Of the bill; null for charges that no invoice has yet. */
  readonly invoiceId: string | null;
  /** Who the bill says issues it. */
  readonly entities: readonly string[];
  /** Of the bill. */
  readonly currency: string | null;
  /** Null where no line item belongs to the invoice. */
  readonly bill: BillSum | null;
  readonly parts: readonly BillPart[];
  /** The invoice in the currency of the bill. */
  readonly invoiced: Decimal | null;
  /** `invoiced - bill`. */
  readonly variance: Decimal | null;
  /** Sum to the variance, to the last digit. */
  readonly why: readonly VariancePart[];
  /** Other, equally short explanations there are. */
  readonly alternatives: number;
};

/** `open` while AWS has invoiced nothing of a month, `closing` when part of it, `final` when all; `unknown` where reports do not tell. */
export type Finality = "open" | "closing" | "final" | "unknown";

/** A delivery behind a month. */
export type TieOutDelivery = {
  readonly deliveryId: string;
  readonly reportName: string;
  readonly version: string;
  readonly importedAt: string;
  /** Hash over the hashes of its source files. */
  readonly fingerprint: string;
  /** What of it invoices are held against: net costs where private discounts have no rows of their own. */
  readonly metric: MetricId;
};

export type MonthSum = {
  readonly currency: string;
  readonly bill: Decimal;
  /** Part of it that no invoice has yet. */
  readonly open: Decimal;
  /** Sum of the entered invoices, in this currency; null without any. */
  readonly invoiced: Decimal | null;
  readonly unexplained: Decimal;
};

/** The month of a payer: what is signed off as a whole. */
export type TieOutMonth = {
  readonly billingPeriod: BillingPeriod;
  readonly payerAccountId: string | null;
  readonly payerName: string | null;
  readonly finality: Finality;
  /** None where only invoices are there. */
  readonly deliveries: readonly TieOutDelivery[];
  readonly sums: readonly MonthSum[];
  readonly lines: readonly TieOutLine[];
};

/** Months, the newest first. */
export type TieOutLedger = { readonly months: readonly TieOutMonth[] };
