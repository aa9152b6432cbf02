import type { Definitions } from "#core/allocation/definitions.ts";
import type { Budget } from "#core/budget/budget.ts";
import type { BudgetChanges } from "#core/budget/budget-changes.ts";
import type { BudgetStatus } from "#core/budget/evaluate.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useDefinitions } from "./use-definitions.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** The budgets kept with the open workspace. */
export function useBudgets(): KeptCollection<Budget> {
  return useCollection<Budget>("budgets", (host) => host.budgets);
}

/** How budgets stand, in their order; `null` asks nothing. */
export function useBudgetStatuses(
  budgets: () => readonly Budget[] | null,
): EngineAnswer<readonly BudgetStatus[]> {
  const definitions = useDefinitions();
  return useEngineQuery({
    key: () => ["budgets", budgets(), definitions.value],
    ask: (engine, signal) =>
      engine.budgets.evaluate(
        { budgets: budgets() ?? [], definitions: known(definitions.value) },
        { signal },
      ),
    isEnabled: () => budgets() !== null && definitions.value !== null,
  });
}

/** What is different from the period before. */
export function useBudgetChanges(budget: () => Budget | null): EngineAnswer<BudgetChanges> {
  const definitions = useDefinitions();
  return useEngineQuery({
    key: () => ["budget-changes", budget(), definitions.value],
    ask: (engine, signal) => {
      const asked = budget();
      if (asked === null) throw new Error("asked without a budget");
      return engine.budgets.changes({ budget: asked, definitions: known(definitions.value) }, { signal });
    },
    isEnabled: () => budget() !== null && definitions.value !== null,
  });
}

function known(definitions: Definitions | null): Definitions {
  if (definitions === null) throw new Error("asked before it is known what units mean");
  return definitions;
}
