import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import {
  added,
  type ExplainedFigure,
  type FigureTerm,
  money,
  numbered,
  type RealisedFigure,
} from "../cost/explain/figure.ts";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import { compare, sum } from "../money/decimal.ts";
import { type BillingPeriod, periodOf, rangeOfPeriod } from "../time/period.ts";
import type { FindingRule } from "./finding.ts";
import type { MeasuredFinding, MeasuredMonth } from "./findings-query.ts";

/** An accepted finding as later bills have it, and what it counts costs in. */
export type ExplainedRealised = {
  readonly rule: FindingRule;
  readonly measured: MeasuredFinding;
  readonly metric: "amortized" | "netAmortized";
};

type Told = Pick<ExplainedFigure, "name" | "value" | "formula" | "terms" | "notes"> & {
  readonly base: BillingPeriod | null;
};

/** What an accepted finding saved, or what its things cost, in a month or in all since; null where that is not measured. */
export function realisedFigure(
  question: RealisedFigure,
  explained: ExplainedRealised,
  names: ExplainNames,
): ExplainedFigure | null {
  const told = toldOf(question, explained, names);
  if (told === null) return null;
  const { base, ...figure } = told;
  const { rule, measured, metric } = explained;
  const cell = base === null ? null : costCell(explained, base);
  return {
    question,
    ...figure,
    about: [
      rule.title,
      `accepted in ${names.range(rangeOfPeriod(measured.month))}`,
      `${names.metric(metric)}, ${names.range(question.range)}`,
    ],
    currency: measured.currency,
    base: cell === null ? null : { name: "Usage of the accepted resources", cell },
    differences: [
      "Cost Optimization Hub tells what could be saved now; what was saved since a decision AWS does not tell.",
    ],
  };
}

function toldOf(question: RealisedFigure, explained: ExplainedRealised, names: ExplainNames): Told | null {
  const { measured } = explained;
  const first = periodOf(question.range.from);
  if (rangeOfPeriod(first).to !== question.range.to)
    return question.measure === "realised" ? sumTold(explained, names) : null;
  if (first === measured.month) return acceptedTold(question, explained);
  const month = measured.months.find((each) => each.month === first);
  if (month === undefined) return null;
  switch (question.measure) {
    case "cost":
      return costTold(month.month, month.cost, explained);
    case "still":
      return stillTold(month.still, explained, month.month);
    case "realised":
      return realisedTold(month, explained, names);
  }
}

/** In the month of the decision. */
function acceptedTold({ measure }: RealisedFigure, explained: ExplainedRealised): Told | null {
  const { measured } = explained;
  if (measure === "cost") return costTold(measured.month, measured.costBefore, explained);
  if (measure !== "still") return null;
  return {
    name: "Expected in a month",
    value: money(measured.expected),
    formula: {
      symbols: "E",
      words: "What the finding was to save when it was accepted, kept with the decision.",
    },
    terms: [expectedTerm(explained), foundTerm(explained)],
    notes:
      measured.expected === measured.found
        ? []
        : [
            "E is below F where other findings took a part of the same costs, or where assumptions were changed since.",
          ],
    base: measured.month,
  };
}

function costTold(month: BillingPeriod, amount: string, explained: ExplainedRealised): Told {
  const { measured } = explained;
  return {
    name: "Cost of the accepted resources",
    value: money(amount),
    formula: {
      symbols: "C",
      words:
        measured.filters.length === 0
          ? "What the rule itself counts: the things have no resource ids."
          : "Everything that the same resources used in the month, whatever it was charged for.",
    },
    terms: [
      { symbol: "C", name: "Charged", value: money(amount), of: costCell(explained, month) ?? undefined },
    ],
    notes: [],
    base: month,
  };
}

function stillTold(still: string, { rule }: ExplainedRealised, month: BillingPeriod): Told {
  return {
    name: "Still found",
    value: money(still),
    formula: {
      symbols: "S",
      words: `What the rule would save in this month on the things that were accepted, on new ones nothing: ${rule.formula}`,
    },
    terms: [{ symbol: "S", name: "Saved by the rule, on the same things", value: money(still) }],
    notes: [],
    base: month,
  };
}

function realisedTold(month: MeasuredMonth, explained: ExplainedRealised, names: ExplainNames): Told {
  const { measured } = explained;
  const { expected, found, costBefore } = measured;
  const isWhole = compare(expected, found) === 0;
  const costs: readonly FigureTerm[] = [
    {
      symbol: "B",
      name: `Cost of these resources, ${names.range(rangeOfPeriod(measured.month))}`,
      value: money(costBefore),
      of: costCell(explained, measured.month) ?? undefined,
    },
    {
      symbol: "C",
      name: `Cost of these resources, ${names.range(rangeOfPeriod(month.month))}`,
      value: money(month.cost),
      of: costCell(explained, month.month) ?? undefined,
    },
  ];
  const smaller = "min(F − S, B − C)";
  return {
    name: "Realised",
    value: money(month.realised),
    formula: {
      symbols: isWhole ? smaller : `${smaller} × E ÷ F`,
      words:
        "The smaller of what the rule no longer finds and what the resources cost less, never below zero: a cost that only moved elsewhere is not realised.",
    },
    terms: [
      foundTerm(explained),
      { symbol: "S", name: "Still found, on the same things", value: money(month.still) },
      ...costs,
      ...(isWhole ? [] : [expectedTerm(explained)]),
    ],
    notes: isWhole
      ? []
      : [
          "Of the savings other findings had a part when it was accepted: the same part of what is gone is theirs.",
        ],
    base: month.month,
  };
}

function sumTold({ measured }: ExplainedRealised, names: ExplainNames): Told | null {
  if (measured.months.length === 0) return null;
  const terms = measured.months.map(({ month, realised }, at): FigureTerm => ({
    symbol: numbered("R", at + 1),
    name: `Realised, ${names.range(rangeOfPeriod(month))}`,
    value: money(realised),
  }));
  return {
    name: "Realised since",
    value: money(sum(measured.months.map(({ realised }) => realised))),
    formula: {
      symbols: added(terms.map(({ symbol }) => symbol)),
      words: "What was realised in every month that has ended since the finding was accepted.",
    },
    terms,
    notes: [],
    base: null,
  };
}

function foundTerm({ measured }: ExplainedRealised): FigureTerm {
  return {
    symbol: "F",
    name: "Saved by the rule alone, in the month of the decision",
    value: money(measured.found),
  };
}

function expectedTerm({ measured }: ExplainedRealised): FigureTerm {
  return { symbol: "E", name: "Expected when it was accepted", value: money(measured.expected) };
}

/** Null where no filters tell the things. */
function costCell({ measured, metric }: ExplainedRealised, month: BillingPeriod): CostCell | null {
  const { filters, currency } = measured;
  return filters.length === 0 ? null : wholeCell({ metric, range: rangeOfPeriod(month), filters, currency });
}
