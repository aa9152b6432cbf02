import { z } from "zod";
import { definitions } from "./schema/allocation.ts";
import { budget, budgetChanges, budgetStatus } from "./schema/budget.ts";
import { procedure } from "./schema/common.ts";

/** Budgets held against the costs; the budgets themselves are kept by the host. */
export const budgetProcedures = {
  /** One status per budget, in their order; what cannot be answered for one does not stop the others. */
  evaluate: procedure
    .input(z.object({ budgets: z.array(budget).max(500).readonly(), definitions }))
    .output(z.array(budgetStatus).readonly()),
  /** What is different from the period before, with the values that make the difference. */
  changes: procedure.input(z.object({ budget, definitions })).output(budgetChanges),
};
