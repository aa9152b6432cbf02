import type { ChargePart } from "../tie-out/bill-cell.ts";
import type { InvoiceField } from "../tie-out/invoice-csv.ts";
import type { SignOffState } from "../tie-out/sign-off.ts";
import type { Finality, TieOutState, VariancePart } from "../tie-out/tie-out.ts";

type Tone = "good" | "notes" | "problems" | "neutral" | "accent";
type StateWords = { readonly label: string; readonly meaning: string; readonly tone: Tone };

export const TIE_OUT_STATES: Readonly<Record<TieOutState, StateWords>> = {
  ties: { label: "Ties", meaning: "The bill and the invoice are the same.", tone: "good" },
  explained: {
    label: "Explained",
    meaning: "Charges of the bill make the whole difference.",
    tone: "good",
  },
  unexplained: {
    label: "Unexplained",
    meaning: "No three kinds of charges make the difference; look at what the bill's sum is made of.",
    tone: "problems",
  },
  notEntered: {
    label: "Not entered",
    meaning: "The bill has this invoice; its total was not entered yet.",
    tone: "neutral",
  },
  open: {
    label: "Not final",
    meaning: "AWS has not put these charges on an invoice yet.",
    tone: "notes",
  },
  notInBill: {
    label: "Not in the bill",
    meaning: "No line item of the month carries this invoice id.",
    tone: "problems",
  },
  noBill: {
    label: "No bill",
    meaning: "The workspace holds no delivery of this payer's month.",
    tone: "neutral",
  },
  needsRate: {
    label: "Needs a rate",
    meaning: "The invoice is in another currency than the bill; enter the exchange rate it prints.",
    tone: "notes",
  },
};

export const FINALITY: Readonly<Record<Finality, StateWords>> = {
  open: { label: "Not final", meaning: "AWS has invoiced nothing of this month yet.", tone: "notes" },
  closing: {
    label: "Closing",
    meaning: "Some charges are on an invoice; the rest may still change.",
    tone: "notes",
  },
  final: { label: "Final", meaning: "Every charge of the month is on an invoice.", tone: "good" },
  unknown: { label: "No invoice ids", meaning: "The reports of this month do not tell.", tone: "neutral" },
};

export const SIGN_OFF_STATES: Readonly<Record<SignOffState, StateWords>> = {
  valid: { label: "Signed off", meaning: "Nothing has changed since.", tone: "good" },
  redelivered: {
    label: "Signed off",
    meaning: "The month was delivered again since, with the same sums.",
    tone: "good",
  },
  billChanged: {
    label: "Sign-off out of date",
    meaning: "A later delivery changed the bill of this month.",
    tone: "problems",
  },
  invoicesChanged: {
    label: "Sign-off out of date",
    meaning: "The entered invoices are others than those that were signed off.",
    tone: "problems",
  },
};

export const CHARGE_PART_NAMES: Readonly<Record<ChargePart, string>> = {
  tax: "Tax",
  marketplace: "Marketplace",
  support: "Support",
  credits: "Credits",
  refunds: "Refunds",
  late: "Late usage of earlier months",
  usage: "Usage, fees and discounts",
};

export const INVOICE_FIELD_NAMES: Readonly<Record<InvoiceField, string>> = {
  billingPeriod: "Month",
  payerAccountId: "Payer account",
  invoiceId: "Invoice id",
  entity: "Issued by",
  total: "Total",
  tax: "Tax",
  currency: "Currency",
  rate: "Exchange rate",
  note: "Note",
};

/** Why an invoice is not what the bill says, in one line. */
export function varianceText(part: VariancePart): string {
  switch (part.kind) {
    case "leftOut":
      return `${CHARGE_PART_NAMES[part.part]} not on the invoice`;
    case "elsewhere":
      return part.invoiceId === null
        ? "On the invoice, not final in the bill"
        : `On the invoice, in the bill under ${part.invoiceId}`;
    case "given":
      return "Tax on the invoice less tax in the bill";
    case "rounding":
      return part.of === "total" ? "Rounding of the total" : "Rounding of each service";
    case "currency":
      return "Digits cut off the exchange rate";
    case "unexplained":
      return "Unexplained";
  }
}
