import { budgetChanges } from "../budgets/budget-changes.ts";
import { evaluateBudgets } from "../budgets/evaluate-budgets.ts";
import type { Parts } from "./parts.ts";

export function budgetHandlers({ contract: { budgets }, session }: Parts) {
  return budgets.router({
    evaluate: budgets.evaluate.handler(({ input, signal }) =>
      evaluateBudgets(session.current(), input.budgets, input.definitions, signal),
    ),
    changes: budgets.changes.handler(({ input, signal }) =>
      budgetChanges(session.current(), input.budget, input.definitions, signal),
    ),
  });
}
