import type { Definitions } from "#core/allocation/definitions.ts";
import type { Budget } from "#core/budget/budget.ts";
import { type BudgetStatus, evaluateBudget, type MonthTotal } from "#core/budget/evaluate.ts";
import type { Forecast } from "#core/forecast/forecast.ts";
import { fail } from "#core/result/failure.ts";
import { addDays, periodOf, rangeOfPeriod, type DateRange } from "#core/time/period.ts";
import { failureOf } from "../../transport/failure-of.ts";
import { scopeQuestion } from "./scope-question.ts";
import { answerCosts } from "../cost/answer-costs.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { answerForecast, type ForecastSource, NO_DATA } from "../forecast/answer-forecast.ts";
import { knownDays } from "../forecast/read-charges.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";

/** Holds each budget against everything the open workspace has. */
export async function evaluateBudgets(
  { database, directory }: OpenWorkspace,
  budgets: readonly Budget[],
  definitions: Definitions,
  signal?: AbortSignal,
): Promise<readonly BudgetStatus[]> {
  return withDeliveries(
    database,
    async (connection, deliveries) => {
      const known = await knownDays(connection, deliveries);
      const statuses: BudgetStatus[] = [];
      for (const budget of budgets)
        statuses.push(
          await evaluateOne(
            budget,
            definitions,
            known === null ? null : { database, connection, directory, deliveries, known },
          ),
        );
      return statuses;
    },
    signal,
  );
}

async function evaluateOne(
  budget: Budget,
  definitions: Definitions,
  source: ForecastSource | null,
): Promise<BudgetStatus> {
  try {
    if (source === null) fail("query.no_data", {});
    return await evaluate(budget, definitions, source);
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null) throw error;
    return { kind: "failed", id: budget.id, failure };
  }
}

async function evaluate(
  budget: Budget,
  definitions: Definitions,
  source: ForecastSource,
): Promise<BudgetStatus> {
  const { connection, directory, deliveries, known } = source;
  const asked = {
    metric: budget.metric,
    currency: budget.currency,
    ...scopeQuestion(budget.scope, definitions),
  };
  const lastDay = known.dropped.at(-1) ?? addDays(known.range.to, -1);
  const answer = await answerCosts(connection, directory, deliveries, {
    ...asked,
    granularity: "month",
    range: heldRange(deliveries, lastDay),
    groupBy: [],
    top: null,
  });
  const currency = asked.currency ?? answer.currency;
  const forecast: Forecast =
    budget.metric === "usageAmount" ? NO_DATA : await answerForecast(source, { ...asked, currency });
  const months = answer.buckets.map((month, at): MonthTotal => ({
    month,
    amount: answer.values[at] ?? null,
  }));
  return evaluateBudget(budget, { currency, lastDay, months, forecast });
}

/** From the first month held to the one of the last day. */
function heldRange(deliveries: ForecastSource["deliveries"], lastDay: string): DateRange {
  const first = deliveries
    .filter(({ counted }) => counted)
    .map(({ billingPeriod }) => billingPeriod)
    .toSorted()[0];
  return { from: `${first ?? periodOf(lastDay)}-01`, to: rangeOfPeriod(periodOf(lastDay)).to };
}
