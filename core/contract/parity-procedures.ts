import { z } from "zod";
import { procedure } from "./schema/common.ts";
import { parityAnswer, parityPair, parityQuery } from "./schema/parity.ts";

/** Two formats of one month side by side. */
export const parityProcedures = {
  pairs: procedure.output(z.array(parityPair).readonly()),
  compare: procedure.input(parityQuery).output(parityAnswer),
};
