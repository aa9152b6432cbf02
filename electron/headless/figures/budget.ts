import { filtersOf } from "#core/budget/budget.ts";
import { budgetFigure } from "#core/budget/explain-budget.ts";
import { BUDGET_MEASURES, type ExplainedFigure } from "#core/cost/explain/figure.ts";
import { oneSentence } from "#core/result/sentence.ts";
import { keptDefinitions } from "../../host/allocation.ts";
import { budgetCollection } from "../../host/budgets.ts";
import { NAMES } from "../explain-answer.ts";
import { required, UsageError } from "../usage.ts";
import { type Asked, type FigureKind, NOTHING_HELD, oneOf } from "./figure-kind.ts";
import { factsOf } from "./forecast.ts";

export const BUDGET = {
  takes: ["measure"],
  takesName: true,
  help: `  budget NAME            of a kept budget in the period that goes on; --measure ${BUDGET_MEASURES.join(", ")};
                         expected without it`,
  answer: budget,
} as const satisfies FigureKind;

async function budget({
  client,
  directory,
  name,
  options,
  signal,
}: Asked): Promise<ExplainedFigure | string> {
  const wanted = required(name, "the name of the budget");
  const measure = oneOf(BUDGET_MEASURES, options.measure, "expected");
  const kept = await budgetCollection(() => directory).list();
  const found = kept.find((each) => each.name === wanted || each.id === wanted);
  if (found === undefined) throw new UsageError(`there is no budget "${wanted}"`);
  const definitions = await keptDefinitions(directory);
  const [status] = await client.budgets.evaluate({ budgets: [found], definitions }, { signal });
  if (status === undefined) return NOTHING_HELD;
  if (status.kind === "failed") return oneSentence(status.failure);
  const { range, currency } = status;
  const question = { kind: "budget", measure, budgetId: found.id, range, currency } as const;
  const explained = { budget: found, status, filters: filtersOf(found.scope, definitions) };
  const facts = status.forecast.kind === "made" ? factsOf(status.forecast) : [];
  return budgetFigure(question, explained, facts, NAMES) ?? "what the figure is made of is not known.";
}
