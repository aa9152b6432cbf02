import type { Budget } from "#core/budget/budget.ts";
import type { BudgetChanges } from "#core/budget/budget-changes.ts";
import type { BudgetStatus } from "#core/budget/evaluate.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** The budgets kept with the open workspace. */
export function useBudgets(): KeptCollection<Budget> {
  return useCollection<Budget>("budgets", (host) => host.budgets);
}

/** How budgets stand, in their order; `null` asks nothing. */
export function useBudgetStatuses(
  budgets: () => readonly Budget[] | null,
): EngineAnswer<readonly BudgetStatus[]> {
  return useEngineQuery({
    key: () => ["budgets", budgets()],
    ask: (engine, signal) => engine.budgets.evaluate({ budgets: budgets() ?? [] }, { signal }),
    isEnabled: () => budgets() !== null,
  });
}

/** What is different from the period before. */
export function useBudgetChanges(budget: () => Budget | null): EngineAnswer<BudgetChanges> {
  return useEngineQuery({
    key: () => ["budget-changes", budget()],
    ask: (engine, signal) => {
      const asked = budget();
      if (asked === null) throw new Error("asked without a budget");
      return engine.budgets.changes({ budget: asked }, { signal });
    },
    isEnabled: () => budget() !== null,
  });
}
