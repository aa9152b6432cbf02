import type { Invoice } from "#core/tie-out/invoice.ts";
import type { SignOff } from "#core/tie-out/sign-off.ts";
import type { TieOutLedger } from "#core/tie-out/tie-out.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** The invoices kept with the open workspace. */
export function useInvoices(): KeptCollection<Invoice> {
  return useCollection<Invoice>("invoices", (host) => host.invoices);
}

/** Keeps a whole file of invoices; it is not taken back one by one. */
export function useInvoiceImport(): (invoices: readonly Invoice[]) => Promise<void> {
  const { save } = useCollection<Invoice>("invoices", (host) => host.invoices, "never");
  return async (invoices) => {
    for (const invoice of invoices) await save(invoice);
  };
}

export function useSignOffs(): KeptCollection<SignOff> {
  return useCollection<SignOff>("signOffs", (host) => host.signOffs);
}

/** Invoices held against the bill; `null` asks nothing. */
export function useTieOut(invoices: () => readonly Invoice[] | null): EngineAnswer<TieOutLedger> {
  return useEngineQuery({
    key: () => ["tieOut", invoices()],
    ask: (engine, signal) => engine.tieOut.ledger({ invoices: invoices() ?? [] }, { signal }),
    isEnabled: () => invoices() !== null,
  });
}
