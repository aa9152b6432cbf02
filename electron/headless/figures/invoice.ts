import { type ExplainedFigure, INVOICE_MEASURES } from "#core/cost/explain/figure.ts";
import { invoiceFigure, lineId } from "#core/tie-out/explain-invoice.ts";
import type { TieOutMonth } from "#core/tie-out/tie-out.ts";
import { rangeOfPeriod } from "#core/time/period.ts";
import { invoiceCollection } from "../../host/tie-out.ts";
import { NAMES } from "../explain-answer.ts";
import { UsageError } from "../usage.ts";
import { type Asked, type FigureKind, monthOf, NOTHING_HELD, oneOf } from "./figure-kind.ts";

export const INVOICE = {
  takes: ["month", "payer", "measure"],
  takesName: true,
  help: `  invoice [ID]           of a payer's month, or of one invoice of it; --measure ${INVOICE_MEASURES.join(", ")}; variance without
                         it; --month (the newest held), --payer where there are several`,
  answer: invoice,
} as const satisfies FigureKind;

async function invoice(asked: Asked): Promise<ExplainedFigure | string> {
  const { client, directory, name, signal } = asked;
  const measure = oneOf(INVOICE_MEASURES, asked.options.measure, "variance");
  const invoices = await invoiceCollection(() => directory).list();
  const { months } = await client.tieOut.ledger({ invoices }, { signal });
  const month = monthIn(months, asked);
  if (month === null) return NOTHING_HELD;
  const lines = month.lines.filter(({ invoiceId }) => invoiceId === name);
  const [line] = lines;
  if (name !== undefined && line === undefined)
    return `there is no invoice "${name}" in ${month.billingPeriod}; "cloudspend invoices" tells what there is.`;
  if (name !== undefined && lines.length > 1)
    return `there are several lines of "${name}", in several currencies.`;
  const question = {
    kind: "invoice",
    measure,
    payerAccountId: month.payerAccountId,
    lineId: line === undefined || name === undefined ? null : lineId(line),
    range: rangeOfPeriod(month.billingPeriod),
    currency: (name === undefined ? month.lines[0]?.currency : line?.currency) ?? null,
  } as const;
  return invoiceFigure(question, month, NAMES) ?? "the figure is not known of this month.";
}

/** The month that is meant; null where nothing is held. */
function monthIn(months: readonly TieOutMonth[], asked: Asked): TieOutMonth | null {
  const { payer } = asked.options;
  const wanted =
    monthOf(asked) ??
    months
      .map(({ billingPeriod }) => billingPeriod)
      .toSorted()
      .at(-1);
  const found = months.filter(
    ({ billingPeriod, payerAccountId }) =>
      billingPeriod === wanted && (payer === undefined || payerAccountId === payer),
  );
  if (found.length > 1) {
    const payers = found.map(({ payerAccountId }) => payerAccountId ?? "(none)").join(", ");
    throw new UsageError(`${wanted ?? ""} has several payers; name one with --payer: ${payers}`);
  }
  return found[0] ?? null;
}
