import { CHARGE_PART_NAMES, varianceText } from "../format/tie-out.ts";
import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import {
  added,
  type ExplainedFigure,
  type FigureTerm,
  type InvoiceFigure,
  money,
  numbered,
} from "../cost/explain/figure.ts";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { rangeOfPeriod } from "../time/period.ts";
import type { TieOutLine, TieOutMonth } from "./tie-out.ts";

type Told = Pick<ExplainedFigure, "name" | "value" | "formula" | "terms" | "notes"> & {
  readonly base: ExplainedFigure["base"];
};

/** A line by something that is no other's, across answers. */
export function lineId({
  invoice,
  invoiceId,
  currency,
}: Pick<TieOutLine, "invoice" | "invoiceId" | "currency">): string {
  return invoice?.id ?? `${invoiceId ?? ""} ${currency ?? ""}`;
}

/** What a line of the ledger, or a month of it, comes to; null where that is not known. */
export function invoiceFigure(
  question: InvoiceFigure,
  month: TieOutMonth,
  names: ExplainNames,
): ExplainedFigure | null {
  const line = month.lines.find((each) => lineId(each) === question.lineId);
  if (question.lineId !== null && line === undefined) return null;
  const told = line === undefined ? monthTold(question, month) : lineTold(question.measure, month, line);
  if (told === null) return null;
  return {
    question,
    ...told,
    about: [
      ...(line === undefined ? [] : [nameOf(line)]),
      month.payerName ?? month.payerAccountId ?? "Payer not told",
      names.range(rangeOfPeriod(month.billingPeriod)),
    ],
    currency: question.currency,
    differences:
      question.measure === "bill"
        ? [
            "Cost Explorer groups charges by the day of their usage, an invoice by the month they are billed in.",
          ]
        : ["Cost Explorer does not know what stands on an invoice."],
  };
}

function monthTold({ measure, currency }: InvoiceFigure, month: TieOutMonth): Told | null {
  const whole = month.sums.find((each) => each.currency === currency);
  const lines = month.lines.filter((line) => line.currency === currency);
  if (whole === undefined || measure === "variance") return null;
  if (measure === "invoiced") {
    const entered = lines.flatMap((line) =>
      line.invoiced === null ? [] : [{ line, amount: line.invoiced }],
    );
    if (whole.invoiced === null || entered.length === 0) return null;
    const terms = entered.map(({ line, amount }, at): FigureTerm => ({
      symbol: numbered("I", at + 1),
      name: `${nameOf(line)}, as entered`,
      value: money(amount),
    }));
    return {
      name: "Invoices entered",
      value: money(whole.invoiced),
      formula: { symbols: symbolsOf(terms), words: "The totals of all invoices entered for the month." },
      terms,
      notes: lines.flatMap(({ invoice }) => rateNote(invoice)),
      base: null,
    };
  }
  const terms = lines.flatMap((line) =>
    line.bill === null ? [] : [{ name: nameOf(line), amount: line.bill.amount, narrow: line.bill.narrow }],
  );
  return {
    name: "The bill of the month",
    value: money(whole.bill),
    ...addition("B", terms, month, currency, "What the bill holds, invoice by invoice."),
    notes: [],
    base: null,
  };
}

function lineTold(measure: InvoiceFigure["measure"], month: TieOutMonth, line: TieOutLine): Told | null {
  const { bill, invoiced, variance, invoice, currency } = line;
  const base =
    bill?.narrow == null
      ? null
      : { name: "What the bill holds of it", cell: cellOf(month, bill.narrow, currency) };
  if (measure === "bill") {
    if (bill === null) return null;
    const parts = line.parts.map((part) => ({ ...part, name: CHARGE_PART_NAMES[part.part] }));
    return {
      name: "What the bill holds of the invoice",
      value: money(bill.amount),
      ...addition("P", parts, month, currency, "The charges of the invoice by what they are."),
      notes: [],
      base,
    };
  }
  if (invoiced === null || (measure === "variance" && variance === null)) return null;
  const printed: FigureTerm = { symbol: "I", name: "The invoice, as entered", value: money(invoiced) };
  if (measure === "invoiced")
    return {
      name: "The invoice in the currency of the bill",
      value: money(invoiced),
      formula: { symbols: "I", words: "The total as entered, at the exchange rate the invoice prints." },
      terms: [printed],
      notes: rateNote(invoice),
      base,
    };
  const why = line.why.map((part, at): FigureTerm => ({
    symbol: numbered("V", at + 1),
    name: varianceText(part),
    value: money(part.amount),
    // The sign of an effect is not that of its charges, nor is tax that the user entered what the bill has.
    of:
      "narrow" in part && part.narrow !== null && part.kind === "elsewhere"
        ? cellOf(month, part.narrow, currency)
        : undefined,
  }));
  return {
    name: "Variance",
    value: money(variance),
    formula: { symbols: "I − B", words: "The invoice less the bill." },
    terms: [
      printed,
      {
        symbol: "B",
        name: "The bill",
        value: money(bill?.amount ?? "0.0"),
        of: base?.cell,
      },
      ...why,
    ],
    notes: [
      ...rateNote(invoice),
      ...(why.length === 0 ? [] : [`${symbolsOf(why)} make the variance, to the last digit.`]),
    ],
    base,
  };
}

type Addend = { readonly name: string; readonly amount: string; readonly narrow: readonly Filter[] | null };

function addition(
  symbol: string,
  parts: readonly Addend[],
  month: TieOutMonth,
  currency: string | null,
  words: string,
): Pick<ExplainedFigure, "formula" | "terms"> {
  const terms = parts.map(({ name, amount, narrow }, at): FigureTerm => ({
    symbol: numbered(symbol, at + 1),
    name,
    value: money(amount),
    of: narrow === null ? undefined : cellOf(month, narrow, currency),
  }));
  return { formula: { symbols: symbolsOf(terms), words }, terms };
}

function symbolsOf(terms: readonly FigureTerm[]): string {
  return added(terms.map(({ symbol }) => symbol));
}

/** Line items of the month as the ledger counts them. */
export function cellOf(month: TieOutMonth, filters: readonly Filter[], currency: string | null): CostCell {
  const metric = month.deliveries[0]?.metric ?? "unblended";
  return wholeCell({ metric, range: rangeOfPeriod(month.billingPeriod), filters, currency });
}

function nameOf({ invoice, invoiceId, state }: TieOutLine): string {
  if (invoiceId !== null) return `Invoice ${invoiceId}`;
  if (state === "open") return "No invoice yet";
  return invoice === null ? "No invoice id" : (invoice.entity ?? "All invoices");
}

function rateNote(invoice: TieOutLine["invoice"]): readonly string[] {
  if (invoice?.rate == null) return [];
  return [`${invoice.total} ${invoice.currency} at ${invoice.rate} ${invoice.currency} for one of the bill.`];
}
