import { accountIn, amountIn, markOf, monthIn, rateIn } from "#core/tie-out/invoice-cells.ts";
import { invoiceKey, TYPED, type Invoice } from "#core/tie-out/invoice.ts";

/** An invoice while it is typed: every field as text. */
export type InvoiceDraft = {
  readonly billingPeriod: string;
  readonly payerAccountId: string;
  readonly invoiceId: string;
  readonly entity: string;
  readonly total: string;
  readonly tax: string;
  readonly currency: string;
  readonly rate: string;
  readonly note: string;
};

export type DraftProblems = Partial<Record<keyof InvoiceDraft, string>>;

export const EMPTY_DRAFT: InvoiceDraft = {
  billingPeriod: "",
  payerAccountId: "",
  invoiceId: "",
  entity: "",
  total: "",
  tax: "",
  currency: "USD",
  rate: "",
  note: "",
};

/** A kept invoice as text again. */
export function draftOf(invoice: Invoice): InvoiceDraft {
  const plain = (amount: string | null): string => amount?.replace(/(\.\d\d)0+$/, "$1") ?? "";
  return {
    billingPeriod: invoice.billingPeriod,
    payerAccountId: invoice.payerAccountId,
    invoiceId: invoice.invoiceId ?? "",
    entity: invoice.entity ?? "",
    total: plain(invoice.total),
    tax: plain(invoice.tax),
    currency: invoice.currency,
    rate: invoice.rate ?? "",
    note: invoice.note,
  };
}

/** Reads a draft; what cannot be read is told by field. */
export function readDraft(draft: InvoiceDraft): Invoice | DraftProblems {
  const mark = markOf([draft.total, draft.tax]);
  const period = monthIn(draft.billingPeriod);
  const payer = accountIn(draft.payerAccountId);
  const total = amountIn(draft.total, mark);
  const tax = draft.tax.trim() === "" ? null : amountIn(draft.tax, mark);
  const rate = draft.rate.trim() === "" ? null : rateIn(draft.rate, draft.rate.includes(",") ? "," : ".");
  const currency = draft.currency.trim().toUpperCase();
  const isCurrency = /^[A-Z]{3}$/.test(currency);
  const isTax = tax !== null || draft.tax.trim() === "";
  const isRate = rate !== null || draft.rate.trim() === "";
  if (period !== null && payer !== null && total !== null && isCurrency && isTax && isRate) {
    const made = {
      billingPeriod: period,
      payerAccountId: payer,
      invoiceId: draft.invoiceId.trim() || null,
      entity: draft.entity.trim() || null,
      total,
      tax,
      currency,
      rate,
      note: draft.note.trim(),
      source: TYPED,
    };
    return { id: invoiceKey(made), ...made };
  }
  return {
    ...(period === null ? { billingPeriod: "A month like 2026-10." } : {}),
    ...(payer === null ? { payerAccountId: "12 digits." } : {}),
    ...(total === null ? { total: "An amount like 1234.56." } : {}),
    ...(isTax ? {} : { tax: "An amount like 98.76." }),
    ...(isRate ? {} : { rate: "A rate like 0.9251." }),
    ...(isCurrency ? {} : { currency: "Three letters." }),
  };
}
