import type { Budget } from "#core/budget/budget.ts";
import type { BudgetChanges } from "#core/budget/budget-changes.ts";
import type { BudgetStatus } from "#core/budget/evaluate.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useDefinitions } from "./use-definitions.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";

/** The budgets kept with the open workspace. */
export function useBudgets(): KeptCollection<Budget> {
  return useCollection<Budget>("budgets", (host) => host.budgets);
}

/** How budgets stand, in their order; `null` asks nothing. */
export function useBudgetStatuses(
  budgets: () => readonly Budget[] | null,
): EngineAnswer<readonly BudgetStatus[]> {
  const definitions = useDefinitions();
  return useEngineQuestion({
    question: () => {
      const asked = budgets();
      return asked === null || definitions.value === null
        ? null
        : { budgets: asked, definitions: definitions.value };
    },
    key: (asked) => ["budgets", asked],
    ask: (engine, asked, signal) => engine.budgets.evaluate(asked, { signal }),
  });
}

/** What is different from the period before. */
export function useBudgetChanges(budget: () => Budget | null): EngineAnswer<BudgetChanges> {
  const definitions = useDefinitions();
  return useEngineQuestion({
    question: () => {
      const asked = budget();
      return asked === null || definitions.value === null
        ? null
        : { budget: asked, definitions: definitions.value };
    },
    key: (asked) => ["budget-changes", asked],
    ask: (engine, asked, signal) => engine.budgets.changes(asked, { signal }),
  });
}
