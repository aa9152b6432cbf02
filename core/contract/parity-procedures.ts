import { z } from "zod";
import { procedure } from "./schema/common.ts";
import { parityAnswer, parityLineAnswer, parityLineQuery, parityPair, parityQuery } from "./schema/parity.ts";

/** Two formats of one month side by side. */
export const parityProcedures = {
  pairs: procedure.output(z.array(parityPair).readonly()),
  compare: procedure.input(parityQuery).output(parityAnswer),
  /** The line items behind one row of it, in both formats. */
  lines: procedure.input(parityLineQuery).output(parityLineAnswer),
};
