import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import {
  added,
  type BudgetFigure,
  type ExplainedFigure,
  type FigureTerm,
  money,
  numbered,
  share,
} from "../cost/explain/figure.ts";
import { type ExplainNames, filterWords } from "../cost/explain/filter-words.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { termsToCome, usageToComeNotes } from "../forecast/explain-forecast.ts";
import type { Forecast } from "../forecast/forecast.ts";
import { ratio, subtract, sum } from "../money/decimal.ts";
import { addDays, type BillingPeriod, type DateRange, periodsOf, rangeOfPeriod } from "../time/period.ts";
import type { Budget } from "./budget.ts";
import { type BudgetStatus, monthsIn } from "./evaluate.ts";

type Evaluated = Extract<BudgetStatus, { kind: "evaluated" }>;
type Made = Extract<Forecast, { kind: "made" }>;

/** A budget as it stands, and what its scope means. */
export type ExplainedBudget = {
  readonly budget: Budget;
  readonly status: Evaluated;
  /** `null` where its business unit is not in the model in force. */
  readonly filters: readonly Filter[] | null;
};

type Told = Pick<ExplainedFigure, "name" | "value" | "formula" | "terms" | "notes" | "differences">;

/** What is left of a budget, what part of it is used, and what its period is expected to come to; null where that is not known. */
export function budgetFigure(
  question: BudgetFigure,
  explained: ExplainedBudget,
  facts: readonly string[],
  names: ExplainNames,
): ExplainedFigure | null {
  const { budget, status, filters } = explained;
  const told =
    question.measure === "expected" ? expected(explained, facts, names) : held(question, explained, names);
  if (told === null) return null;
  return {
    question,
    ...told,
    about: [
      budget.name,
      `${names.metric(budget.metric)}, ${names.range(status.range)}`,
      ...(filters ?? []).map((filter) => filterWords(filter, names)),
    ],
    currency: status.currency,
    base:
      filters === null
        ? null
        : { name: "The costs that are charged", cell: chargedCell(budget, status, filters) },
  };
}

function held(
  { measure }: BudgetFigure,
  { budget, status, filters }: ExplainedBudget,
  names: ExplainNames,
): Told | null {
  const { amount, actual, range } = status;
  if (amount === null || actual === null) return null;
  const charged: FigureTerm = {
    symbol: "A",
    name: `Charged, ${names.range(chargedRange(status))}`,
    value: money(actual),
    of: filters === null ? undefined : chargedCell(budget, status, filters),
  };
  const planned: FigureTerm = {
    symbol: "B",
    name: `Budget of ${names.range(range)}, as entered`,
    value: money(amount),
  };
  const shared = { notes: [], differences: [] };
  if (measure === "left")
    return {
      ...shared,
      name: "Left of the budget",
      value: money(subtract(amount, actual)),
      formula: { symbols: "B − A", words: "The budget of the period less what is charged in it so far." },
      terms: [planned, charged],
    };
  return {
    ...shared,
    name: "Used of the budget",
    value: share(ratio(actual, amount)),
    formula: { symbols: "A ÷ B", words: "What is charged in the period so far over its budget." },
    terms: [charged, planned],
  };
}

function expected(explained: ExplainedBudget, facts: readonly string[], names: ExplainNames): Told | null {
  const { status } = explained;
  const { forecast, currency, low, high } = status;
  if (status.expected === null || forecast.kind === "none") return null;
  const ahead = periodsOf(status.range).filter((month) =>
    forecast.months.some((each) => each.month === month),
  );
  const terms = [...closedTerm(explained, forecast, names), ...aheadTerms(forecast, ahead, names)];
  const told = { name: "Expected for the period", value: money(status.expected), terms };
  const symbols = added(terms.map(({ symbol }) => symbol));
  if (ahead.length === 0)
    return {
      ...told,
      formula: { symbols, words: "The period is over: nothing is to come beside what is charged." },
      notes: [],
      differences: [],
    };
  return {
    ...told,
    formula: {
      symbols,
      words: "What is charged, and what is still to come by what it is.",
    },
    notes: [
      ...usageToComeNotes(forecast, names),
      `80 of 100 such periods end between ${names.amount(low, currency)} and ${names.amount(high, currency)}.`,
      ...facts,
    ],
    differences: [
      "AWS Budgets forecasts with a model of its own from at least five weeks of costs, and never beyond what the budget covers.",
    ],
  };
}

/** The months of the period that are over. */
function closedTerm(
  { budget, status, filters }: ExplainedBudget,
  forecast: Made,
  names: ExplainNames,
): readonly FigureTerm[] {
  const begun = forecast.months[0]?.month ?? "";
  const closed = monthsIn(status.months, status.range).filter(
    ({ month, amount }) => amount !== null && month < begun,
  );
  const [first] = closed;
  if (first === undefined) return [];
  const range = {
    from: rangeOfPeriod(first.month).from,
    to: rangeOfPeriod(closed.at(-1)?.month ?? first.month).to,
  };
  return [
    {
      symbol: "P",
      name: `Charged in months that are over, ${names.range(range)}`,
      value: money(sum(closed.map(({ amount }) => amount ?? "0.0"))),
      of: filters === null ? undefined : chargedCell(budget, status, filters, range),
    },
  ];
}

/** The month that goes on by its parts, and every later one as a whole. */
function aheadTerms(
  { months, knownUntil }: Made,
  ahead: readonly BillingPeriod[],
  names: ExplainNames,
): readonly FigureTerm[] {
  const [current] = months;
  return ahead.flatMap((period, at): readonly FigureTerm[] => {
    const month = months.find((each) => each.month === period);
    if (month === undefined) return [];
    const { from } = rangeOfPeriod(period);
    if (month !== current)
      return [
        {
          symbol: numbered("F", at),
          name: `Expected in ${names.range(rangeOfPeriod(period))}`,
          value: money(month.expected),
        },
      ];
    const known = { from, to: addDays(knownUntil, 1) };
    const name = known.from < known.to ? `Charged so far, ${names.range(known)}` : "Charged so far";
    return [{ symbol: "A", name, value: money(month.actual) }, ...termsToCome(month)];
  });
}

/** What is charged in the period so far, or in other days of it, as a question of its own. */
export function chargedCell(
  budget: Budget,
  status: Evaluated,
  filters: readonly Filter[],
  range: DateRange = chargedRange(status),
): CostCell {
  return wholeCell({ metric: budget.metric, range, filters, currency: status.currency });
}

/** From the first day of the period to the last one with data. */
function chargedRange({ range, lastDay }: Evaluated): DateRange {
  return { from: range.from, to: addDays(lastDay, 1) };
}
