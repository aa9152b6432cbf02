import { procedure } from "./schema/common.ts";
import { tieOutLedger, tieOutQuery } from "./schema/tie-out.ts";

/** Invoices held against the bill; the invoices themselves are kept by the host. */
export const tieOutProcedures = {
  ledger: procedure.input(tieOutQuery).output(tieOutLedger),
};
