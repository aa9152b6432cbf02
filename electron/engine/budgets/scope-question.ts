import { type Definitions, dimensionsOf } from "#core/allocation/definitions.ts";
import { type BudgetScope, filtersOf } from "#core/budget/budget.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { fail } from "#core/result/failure.ts";

/** What keeps the costs of a scope, with the virtual tags and units it names. */
export function scopeQuestion(
  scope: BudgetScope,
  definitions: Definitions,
): Pick<CostQuery, "filters" | "profiles"> {
  const filters = filtersOf(scope, definitions);
  if (filters === null) fail("budget.unit_unknown", { unit: scope.kind === "unit" ? scope.name : "" });
  return { filters, profiles: dimensionsOf(definitions) };
}
