import type { AllocationAnswer } from "../allocation/allocation-query.ts";
import { unitTotals } from "../allocation/cost-by-unit.ts";
import { type AllocationModel, unitTree } from "../allocation/model.ts";
import type { BusinessMetric } from "./business-metric.ts";
import { unitCosts, type UnitCostPeriod, type UnitCostQuestion } from "./unit-costs.ts";
import { companyFigures, figuresOfUnit, namesUnits, type FigureBasis } from "./unit-figures.ts";

/** Cost per unit of an allocation unit with those below it, after shared costs are split. */
export type UnitEconomics = {
  /** Null for what no rule of the model takes. */
  readonly unitId: string | null;
  readonly name: string;
  readonly depth: number;
  readonly basis: FigureBasis;
  readonly periods: readonly UnitCostPeriod[];
};

type Asked = Pick<UnitCostQuestion, "by" | "range" | "held">;

/** Every unit of the tree, parents first, then what is unallocated. */
export function unitEconomics(
  metric: BusinessMetric,
  model: AllocationModel,
  answer: AllocationAnswer,
  asked: Asked,
): readonly UnitEconomics[] {
  const tell = (
    values: UnitCostQuestion["costs"]["values"],
    figures: UnitCostQuestion["figures"],
  ): readonly UnitCostPeriod[] =>
    unitCosts({ ...asked, metric, figures, costs: { buckets: answer.buckets, values } });
  const units = unitTree(model).map(({ unit, depth }): UnitEconomics => {
    const { basis, figures } = figuresOfUnit(metric, model, unit.id);
    const { after } = unitTotals(model, answer, unit.id);
    return { unitId: unit.id, name: unit.name, depth, basis, periods: tell(after.values, figures) };
  });
  const basis = namesUnits(metric) ? "own" : "company";
  const figures = basis === "company" ? companyFigures(metric, model) : new Map<string, bigint>();
  const rest = tell(answer.unallocated.values, figures);
  return [...units, { unitId: null, name: "Unallocated", depth: 0, basis, periods: rest }];
}
