import type { TableMonths } from "#core/currency/converted-table.ts";
import { column, moneyColumn, type ExportTable } from "#core/export/export-table.ts";
import { FINALITY, TIE_OUT_STATES, varianceText } from "#core/format/tie-out.ts";
import type { LedgerMonth } from "./use-ledger.ts";

/** What the amounts of `ledgerTable` are of; an invoice stays in the currency it was issued in. */
export const LEDGER_MONTHS: TableMonths = {
  monthOf: ([month], { name }) => (name === "Invoice total" ? null : (month ?? null)),
  currencyOf: (row) => row[5] ?? null,
};

/** The ledger with exact figures, one row per invoice; every row names its own currencies. */
export function ledgerTable(months: readonly LedgerMonth[]): Omit<ExportTable, "title"> {
  return {
    columns: [
      column("Month"),
      column("Payer"),
      column("State of the month"),
      column("Invoice"),
      column("Issued by"),
      column("Currency of the bill"),
      moneyColumn("Bill", null),
      moneyColumn("Invoice in the currency of the bill", null),
      moneyColumn("Variance", null),
      column("Currency of the invoice"),
      moneyColumn("Invoice total", null),
      column("Why"),
      column("State"),
      column("Note"),
    ],
    rows: months.flatMap(({ month }) =>
      month.lines.map((line) => [
        month.billingPeriod,
        month.payerAccountId,
        FINALITY[month.finality].label,
        line.invoiceId,
        line.invoice?.entity ?? line.entities.join(", "),
        line.currency,
        line.bill?.amount ?? null,
        line.invoiced,
        line.variance,
        line.invoice?.currency ?? null,
        line.invoice?.total ?? null,
        line.why.map((part) => `${varianceText(part)}: ${part.amount}`).join("; "),
        TIE_OUT_STATES[line.state].label,
        line.invoice?.note ?? null,
      ]),
    ),
  };
}
