import { computed } from "vue";
import { filtersOf } from "#core/budget/budget.ts";
import { budgetFigure } from "#core/budget/explain-budget.ts";
import type { BudgetFigure, ExplainedFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { forecastFacts } from "../../../format/forecast.ts";
import { useBudgets, useBudgetStatuses } from "../../../queries/use-budgets.ts";
import { useDefinitions } from "../../../queries/use-definitions.ts";
import { useFormat } from "../../../stores/use-format.ts";

/** Asks again how the budget stands. */
export function useBudgetFigure(figure: () => BudgetFigure | null, names: () => ExplainNames) {
  const format = useFormat();
  const definitions = useDefinitions();
  const budgets = useBudgets();
  const budget = computed(
    () => (budgets.value.value ?? []).find(({ id }) => id === figure()?.budgetId) ?? null,
  );
  const scope = computed(() =>
    budget.value === null || definitions.value === null
      ? null
      : filtersOf(budget.value.scope, definitions.value),
  );
  const statuses = useBudgetStatuses(() => (budget.value === null ? null : [budget.value]));
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const [status] = statuses.value.value ?? [];
    if (asked === null || budget.value === null || status?.kind !== "evaluated") return null;
    const explained = { budget: budget.value, status, filters: scope.value };
    const facts = status.forecast.kind === "made" ? forecastFacts(format.value, status.forecast) : [];
    return budgetFigure(asked, explained, facts, names());
  });
  /** What its numbers are told apart by. */
  const filters = computed((): readonly Filter[] => scope.value ?? []);
  const state = computed(() =>
    budgets.value.value === undefined ? budgets.state.value : statuses.state.value,
  );
  return { told, filters, state };
}
