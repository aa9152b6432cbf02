import type { AllocationAnswer } from "../allocation/allocation-query.ts";
import { unitCell } from "../allocation/explain-unit.ts";
import { type AllocationModel, unitPath, unitsWithin } from "../allocation/model.ts";
import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import { type ExplainedFigure, type FigureTerm, money, type UnitCostFigure } from "../cost/explain/figure.ts";
import { type ExplainNames, filterWords } from "../cost/explain/filter-words.ts";
import type { CostAnswer } from "../cost/query/cost-query.ts";
import type { Decimal } from "../money/decimal.ts";
import { addDays, addMonths, type DateRange, lengthInDays, periodOf } from "../time/period.ts";
import type { BusinessMetric, Grain } from "./business-metric.ts";
import { unitEconomics } from "./by-unit.ts";
import { unitCosts, type UnitCostPeriod, type UnitCostQuestion } from "./unit-costs.ts";
import { companyFigures } from "./unit-figures.ts";

/** The period that a figure is of, and the one before it: what has to be known to tell it. */
export type ExplainedPeriod = {
  readonly business: BusinessMetric;
  /** Needed for units. */
  readonly model: AllocationModel | null;
  readonly now: UnitCostPeriod;
  readonly before: UnitCostPeriod | null;
  readonly currency: string | null;
};

/** The days of a period and of the one before it. */
export function withPeriodBefore({ from, to }: DateRange, by: Grain): DateRange {
  if (by === "month") return { from: `${addMonths(periodOf(from), -1)}-01`, to };
  return { from: addDays(from, by === "week" ? -7 : -1), to };
}

/** Costs as they were answered: of the bill, or of the units of a model. */
export type AnsweredCosts =
  | { readonly kind: "bill"; readonly answer: Pick<CostAnswer, "buckets" | "values"> }
  | {
      readonly kind: "units";
      readonly model: AllocationModel;
      readonly answer: AllocationAnswer;
      readonly unitId: string | null;
    };

/** The periods of what the business counts, with their costs; none of a unit that the model does not have. */
export function costedPeriods(
  business: BusinessMetric,
  model: AllocationModel | null,
  costs: AnsweredCosts,
  within: Pick<UnitCostQuestion, "by" | "range" | "held">,
): readonly UnitCostPeriod[] {
  if (costs.kind === "bill")
    return unitCosts({
      ...within,
      metric: business,
      figures: companyFigures(business, model),
      costs: costs.answer,
    });
  const rows = unitEconomics(business, costs.model, costs.answer, within);
  return rows.find(({ unitId }) => unitId === costs.unitId)?.periods ?? [];
}

/** Cost per unit, or what volume and cost per unit make of a change; null where that is not known. */
export function unitCostFigure(
  question: UnitCostFigure,
  explained: ExplainedPeriod,
  names: ExplainNames,
): ExplainedFigure | null {
  const { business, now, currency } = explained;
  const { measure } = question;
  const told =
    measure === "costPerUnit"
      ? perUnit(question, explained, names)
      : change(measure, question, explained, names);
  if (told === null) return null;
  const cell = costCell(question, explained, now.range);
  return {
    question,
    ...told,
    about: [
      business.name,
      ...whose(question, explained, names),
      `${names.metric(question.metric)}, ${names.range(now.range)}`,
    ],
    currency,
    base: cell === null ? null : { name: baseName(question), cell },
    differences: ["Cost Explorer knows nothing of what the business counts."],
  };
}

type Told = Pick<ExplainedFigure, "name" | "value" | "formula" | "terms" | "notes">;

function perUnit(question: UnitCostFigure, explained: ExplainedPeriod, names: ExplainNames): Told | null {
  const { business, now } = explained;
  if (now.costPerUnit === null || now.cost === null || now.figure === null) return null;
  const { per } = business;
  return {
    name: per === 1 ? "Cost per unit" : `Cost per ${names.count(per)}`,
    value: money(now.costPerUnit),
    formula: {
      symbols: per === 1 ? "C ÷ Q" : "C ÷ Q × N",
      words:
        "What was charged in the period over what the business counted in it, rounded at the 18th digit.",
    },
    terms: [
      costTerm("C", question, explained, now, names),
      figureTerm("Q", business, now, names),
      ...(per === 1
        ? []
        : [{ symbol: "N", name: "Units that the cost is told for", value: quantity(String(per)) }]),
    ],
    notes: countedNotes(now, names),
  };
}

const CHANGES = {
  change: {
    name: "Change of the cost",
    symbols: "C − D",
    words: "The cost of the period less that of the one before it.",
    part: "cost",
  },
  volume: {
    name: "Change of the cost by volume",
    symbols: "D × Q ÷ R − D",
    words: "What more or fewer units make, each at what it cost before.",
    part: "volume",
  },
  rate: {
    name: "Change of the cost by cost per unit",
    symbols: "C − D × Q ÷ R",
    words:
      "What this period's units cost more or less than they would have before; with the volume it is the whole change.",
    part: "rate",
  },
} as const;

function change(
  measure: keyof typeof CHANGES,
  question: UnitCostFigure,
  explained: ExplainedPeriod,
  names: ExplainNames,
): Told | null {
  const { business, now, before } = explained;
  if (now.change === null || before === null) return null;
  const { name, symbols, words, part } = CHANGES[measure];
  const costs = [
    costTerm("C", question, explained, now, names),
    costTerm("D", question, explained, before, names),
  ];
  const figures = [figureTerm("Q", business, now, names), figureTerm("R", business, before, names)];
  return {
    name,
    value: money(now.change[part]),
    formula: { symbols, words },
    terms: measure === "change" ? costs : [...costs, ...figures],
    notes: [...countedNotes(now, names), ...countedNotes(before, names)],
  };
}

function costTerm(
  symbol: string,
  question: UnitCostFigure,
  explained: ExplainedPeriod,
  period: UnitCostPeriod,
  names: ExplainNames,
): FigureTerm {
  // Shared costs are in it, or only some of its days: then no cell has the same amount.
  const isCell = question.of.kind === "bill" || question.of.unitId === null;
  const cell = isCell && period.state === "whole" ? costCell(question, explained, period.range) : null;
  return {
    symbol,
    name: `Cost, ${names.range(period.range)}`,
    value: money(period.cost),
    of: cell ?? undefined,
  };
}

function figureTerm(
  symbol: string,
  { name }: BusinessMetric,
  { figure, range }: UnitCostPeriod,
  names: ExplainNames,
): FigureTerm {
  return { symbol, name: `${name}, ${names.range(range)}, as entered`, value: quantity(figure) };
}

function quantity(amount: Decimal | null) {
  return { kind: "quantity", amount, unit: "" } as const;
}

function countedNotes({ state, range, daysCounted }: UnitCostPeriod, names: ExplainNames): readonly string[] {
  return state !== "part" && state !== "open"
    ? []
    : [
        `Of ${names.range(range)} ${names.count(daysCounted)} of ${names.count(lengthInDays(range))} days have both cost and figure; only they count.`,
      ];
}

/** The costs of the days, before shared costs are split; null where the unit is gone. */
function costCell(
  { of, metric }: UnitCostFigure,
  { model, currency }: ExplainedPeriod,
  range: DateRange,
): CostCell | null {
  if (of.kind === "bill") return wholeCell({ metric, range, filters: of.filters, currency });
  if (model === null) return null;
  return unitCell(
    model,
    { metric, range, currency },
    of.unitId === null ? null : unitsWithin(model, of.unitId),
  );
}

function baseName({ of }: UnitCostFigure): string {
  if (of.kind === "bill") return "The cost of the period";
  return of.unitId === null ? "What no rule takes" : "The unit's own cost, before shared costs are split";
}

function whose({ of }: UnitCostFigure, { model }: ExplainedPeriod, names: ExplainNames): readonly string[] {
  if (of.kind === "bill") return of.filters.map((filter) => filterWords(filter, names));
  if (of.unitId === null || model === null) return ["Unallocated"];
  return [`${unitPath(model, of.unitId)}, after shared costs are split`];
}
