import { computed } from "vue";
import type { Invoice } from "#core/tie-out/invoice.ts";
import {
  signedFacts,
  signOffKey,
  signOffState,
  type SignOff,
  type SignOffState,
} from "#core/tie-out/sign-off.ts";
import type { TieOutMonth } from "#core/tie-out/tie-out.ts";
import { useInvoices, useSignOffs, useTieOut } from "../../queries/use-tie-out.ts";

export type LedgerMonth = {
  readonly id: string;
  readonly month: TieOutMonth;
  readonly signed: { readonly signOff: SignOff; readonly state: SignOffState } | null;
};

/** The ledger of the open workspace with its sign-offs. */
export function useLedger() {
  const invoices = useInvoices();
  const signOffs = useSignOffs();
  const ledger = useTieOut(() => invoices.value.value);

  const months = computed((): readonly LedgerMonth[] =>
    (ledger.value.value?.months ?? []).map((month) => {
      const id = signOffKey(month);
      const signOff = signOffs.value.value?.find((each) => each.id === id) ?? null;
      return { id, month, signed: signOff && { signOff, state: signOffState(signOff, month) } };
    }),
  );
  const lastSigner = computed(() => signOffs.value.value?.[0]?.by ?? "");

  async function signOff(month: TieOutMonth, { by, note }: Pick<SignOff, "by" | "note">): Promise<void> {
    const { billingPeriod, payerAccountId } = month;
    const at = new Date().toISOString();
    await signOffs.save({
      id: signOffKey(month),
      billingPeriod,
      payerAccountId,
      by,
      at,
      note,
      ...signedFacts(month),
    });
  }

  /** A corrected invoice takes the place of the one it was. */
  async function keep(invoice: Invoice, former: Invoice | null): Promise<void> {
    await invoices.save(invoice);
    if (former !== null && former.id !== invoice.id) await invoices.remove(former.id);
  }

  return { state: ledger.state, months, lastSigner, invoices, keep, signOff, withdraw: signOffs.remove };
}
