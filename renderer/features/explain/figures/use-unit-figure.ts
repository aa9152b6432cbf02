import { computed } from "vue";
import { isOfStatement, statementFigure } from "#core/allocation/explain-statement.ts";
import { unitFigure } from "#core/allocation/explain-unit.ts";
import type { ExplainedFigure, UnitFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { useAllocation, useStatement } from "../../../queries/use-allocation.ts";
import { useAllocationModels } from "../../../queries/use-allocation-models.ts";
import type { AsyncState } from "../../../ui/async-state.ts";

/** Asks again for the units of the active model. */
export function useUnitFigure(figure: () => UnitFigure | null, names: () => ExplainNames) {
  const { active } = useAllocationModels();
  const allocation = useAllocation(() => {
    const asked = figure();
    if (asked === null || active.value === null) return null;
    const { metric, range, currency } = asked;
    return { model: active.value, metric, range, currency, granularity: "total" };
  });
  const statement = useStatement(() => {
    const asked = figure();
    if (asked === null || active.value === null || !isOfStatement(asked)) return null;
    const { metric, range, currency, unitId, row } = asked;
    return { model: active.value, metric, range, currency, granularity: "total", unitId, by: row.by };
  });
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const held = allocation.value.value;
    if (asked === null || held === null) return null;
    const { model } = held.question;
    if (!isOfStatement(asked)) return unitFigure(asked, model, held.answer, names());
    const rows = statement.value.value;
    return rows && statementFigure(asked, { model, answer: held.answer, rows }, names());
  });
  /** What its numbers are told apart by. */
  const filters = computed((): readonly Filter[] => {
    const row = figure()?.row ?? null;
    return [
      ...(active.value?.rules ?? []).flatMap((rule) => rule.filters),
      ...(row === null ? [] : [{ dimension: row.by, mode: "include", values: [row.value] } as const]),
    ];
  });
  const state = computed(() =>
    (figure()?.row ?? null) === null ? allocation.state.value : bothOf(allocation.state.value),
  );
  return { told, filters, state };

  function bothOf(units: AsyncState<unknown>): AsyncState<unknown> {
    return units.kind === "ready" ? statement.state.value : units;
  }
}
