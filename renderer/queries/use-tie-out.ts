import { useQueryClient } from "@tanstack/vue-query";
import type { Invoice } from "#core/tie-out/invoice.ts";
import type { SignOff } from "#core/tie-out/sign-off.ts";
import type { TieOutLedger } from "#core/tie-out/tie-out.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import { hostKey } from "./use-host-query.ts";

/** The invoices kept with the open workspace. */
export function useInvoices(): KeptCollection<Invoice> {
  return useCollection<Invoice>("invoices", (host) => host.invoices);
}

/** Keeps a whole file of invoices; it is not taken back one by one. */
export function useInvoiceImport(): (invoices: readonly Invoice[]) => Promise<void> {
  const { host } = useBackend();
  const workspace = useWorkspaceStore();
  const client = useQueryClient();
  return async (invoices) => {
    await host.invoices.saveAll(invoices);
    await client.invalidateQueries({ queryKey: hostKey(workspace.id, ["invoices"]) });
  };
}

export function useSignOffs(): KeptCollection<SignOff> {
  return useCollection<SignOff>("signOffs", (host) => host.signOffs);
}

/** Invoices held against the bill; `null` asks nothing. */
export function useTieOut(invoices: () => readonly Invoice[] | null): EngineAnswer<TieOutLedger> {
  return useEngineQuestion({
    question: invoices,
    key: (asked) => ["tieOut", asked],
    ask: (engine, asked, signal) => engine.tieOut.ledger({ invoices: asked }, { signal }),
  });
}
