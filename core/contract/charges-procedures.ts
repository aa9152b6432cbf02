import { procedure } from "./schema/common.ts";
import { chargesAnswer, chargesQuery } from "./schema/charges.ts";

/** Kinds of charges with a view of their own: data transfer, Marketplace, support, tax, credits, refunds. */
export const chargeProcedures = {
  query: procedure.input(chargesQuery).output(chargesAnswer),
};
