import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";

/** An invoice as it lies on the user's desk: what bills are held against. */
export type Invoice = {
  /** `invoiceKey` of it, so that an invoice that is entered again replaces the former one. */
  readonly id: string;
  readonly payerAccountId: string;
  readonly billingPeriod: BillingPeriod;
  /** Who issued it; null for all of the month's. AWS: `bill/InvoicingEntity`. */
  readonly entity: string | null;
  /** AWS: `bill/InvoiceId`; null for a total over several invoices. */
  readonly invoiceId: string | null;
  /** What is to be paid, tax included, in `currency`. */
  readonly total: Decimal;
  /** The tax in it, where the user has entered it. */
  readonly tax: Decimal | null;
  readonly currency: string;
  /**
   * Units of `currency` for one unit of the currency of the bill, digit by digit as the invoice prints it; null where both
   * are the same.
   */
  readonly rate: string | null;
  readonly note: string;
  /** Where the figures are from: the name of the imported file, `typed` for those entered by hand. */
  readonly source: string;
};

/** Source of an invoice that was entered by hand. */
export const TYPED = "typed";

/** The same for the same invoice, however its amount was corrected. */
export function invoiceKey({
  payerAccountId,
  billingPeriod,
  entity,
  invoiceId,
}: Pick<Invoice, "payerAccountId" | "billingPeriod" | "entity" | "invoiceId">): string {
  return [payerAccountId, billingPeriod, invoiceId ?? "", invoiceId === null ? (entity ?? "") : ""].join("|");
}
