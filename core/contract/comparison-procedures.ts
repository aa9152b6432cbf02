import { procedure } from "./schema/common.ts";
import { comparisonAnswer, comparisonQuery, periodQuery, periodSums } from "./schema/comparison.ts";

/** Two periods held against each other, and what makes the difference. */
export const comparisonProcedures = {
  query: procedure.input(comparisonQuery).output(comparisonAnswer),
  /** One period as a comparison needs it, to be held against one of another workspace. */
  sums: procedure.input(periodQuery).output(periodSums),
};
