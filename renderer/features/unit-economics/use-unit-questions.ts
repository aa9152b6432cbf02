import { unitCell, unitQuestion } from "#core/allocation/explain-unit.ts";
import { wholeCell, type CostCell } from "#core/cost/explain/cost-cell.ts";
import type { UnitCostFigure, UnitFigure } from "#core/cost/explain/figure.ts";
import type { UnitCostPeriod } from "#core/unit-economics/unit-costs.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import type { useUnitView } from "./use-unit-view.ts";

/** What the numbers of a row are when they are asked what they are made of. */
export type UnitQuestions = {
  readonly figureOf: (measure: UnitCostFigure["measure"], period: UnitCostPeriod) => UnitCostFigure | null;
  /** The cost of a period: that of filters, or with shared costs in it, or of some of its days alone. */
  readonly costOf: (period: UnitCostPeriod) => {
    readonly cell: CostCell | null;
    readonly figure: UnitFigure | UnitCostFigure | null;
  };
};

type View = Pick<ReturnType<typeof useUnitView>, "place" | "costMetric" | "model">;

/** Of the bill, or of a unit (null: what no rule takes) where units are told apart. */
export function useUnitQuestions({
  place,
  costMetric,
  model,
}: View): (unitId: string | null) => UnitQuestions {
  const exploration = useExplorationStore();
  return (unitId) => {
    const { currency, filters } = exploration;
    const metric = costMetric.value;
    const isBill = place.value.of === "bill";
    const figureOf: UnitQuestions["figureOf"] = (measure, { range, costPerUnit, change }) => {
      const { metric: business, by } = place.value;
      if (business === null || (measure === "costPerUnit" ? costPerUnit : change) === null) return null;
      const of = isBill ? ({ kind: "bill", filters } as const) : ({ kind: "units", unitId } as const);
      return { kind: "unitCost", measure, businessId: business.id, by, metric, of, range, currency };
    };
    return {
      figureOf,
      costOf: (period) => {
        const { range } = period;
        if (!isOfAllDays(period)) return { cell: null, figure: figureOf("costPerUnit", period) };
        if (isBill) return { cell: wholeCell({ metric, range, filters, currency }), figure: null };
        if (unitId !== null)
          return {
            cell: null,
            figure: unitQuestion({ metric, range, currency }, { measure: "after", unitId }),
          };
        const cell = model.value === null ? null : unitCell(model.value, { metric, range, currency }, null);
        return { cell, figure: null };
      },
    };
  };
}

function isOfAllDays({ state, daysCounted }: UnitCostPeriod): boolean {
  return state === "whole" || state === "noFigure" || (state === "open" && daysCounted === 0);
}
