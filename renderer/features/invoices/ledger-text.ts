import type { CellRows } from "#core/report/csv-text.ts";
import { FINALITY, TIE_OUT_STATES, varianceText } from "../../format/tie-out.ts";
import type { LedgerMonth } from "./use-ledger.ts";

/** The ledger as a table with exact figures, one row per invoice. */
export function ledgerCells(months: readonly LedgerMonth[]): CellRows {
  const head = [
    "Month",
    "Payer",
    "State of the month",
    "Invoice",
    "Issued by",
    "Currency",
    "Bill",
    "Invoice total",
    "Invoice total in the currency of the bill",
    "Variance",
    "Why",
    "State",
    "Note",
  ];
  const rows = months.flatMap(({ month }) =>
    month.lines.map((line) => [
      month.billingPeriod,
      month.payerAccountId,
      FINALITY[month.finality].label,
      line.invoiceId,
      line.invoice?.entity ?? line.entities.join(", "),
      line.invoice?.currency ?? line.currency,
      line.bill?.amount ?? null,
      line.invoice?.total ?? null,
      line.invoiced,
      line.variance,
      line.why.map((part) => `${varianceText(part)}: ${part.amount}`).join("; "),
      TIE_OUT_STATES[line.state].label,
      line.invoice?.note ?? null,
    ]),
  );
  return [head, ...rows];
}
