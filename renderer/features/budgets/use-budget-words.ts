import { NO_DEFINITIONS } from "#core/allocation/definitions.ts";
import { type BudgetScope, filtersOf } from "#core/budget/budget.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { useScopeWords } from "../../analysis/use-scope-words.ts";

/** Scopes of budgets in words: `Account is Data platform`, `Business unit Retail`, `All costs`. */
export function useBudgetWords(scopes: () => readonly BudgetScope[]): (of: BudgetScope) => string {
  const filters = (scope: BudgetScope): readonly Filter[] => filtersOf(scope, NO_DEFINITIONS) ?? [];
  const words = useScopeWords(() => scopes().flatMap(filters));
  return (scope) => (scope.kind === "unit" ? `Business unit ${scope.name}` : words(filters(scope)));
}
