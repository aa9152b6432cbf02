import { computed } from "vue";
import type { ExplainedFigure, InvoiceFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { invoiceFigure } from "#core/tie-out/explain-invoice.ts";
import { periodOf } from "#core/time/period.ts";
import { useInvoices, useTieOut } from "../../../queries/use-tie-out.ts";

/** Asks again for the ledger. */
export function useInvoiceFigure(figure: () => InvoiceFigure | null, names: () => ExplainNames) {
  const invoices = useInvoices();
  const ledger = useTieOut(() => (figure() === null ? null : invoices.value.value));
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const month = (ledger.value.value?.months ?? []).find(
      ({ billingPeriod, payerAccountId }) =>
        asked !== null &&
        billingPeriod === periodOf(asked.range.from) &&
        payerAccountId === asked.payerAccountId,
    );
    return asked === null || month === undefined ? null : invoiceFigure(asked, month, names());
  });
  return { told, state: ledger.state };
}
