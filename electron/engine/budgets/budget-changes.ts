import { CHANGE_DIMENSIONS, type BudgetChanges, MOST_DRIVERS } from "#core/budget/budget-changes.ts";
import type { Definitions } from "#core/allocation/definitions.ts";
import type { Budget } from "#core/budget/budget.ts";
import { periodAt, sameDaysBefore } from "#core/budget/budget-periods.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import { driversOf, type ValueChange } from "#core/report/drivers.ts";
import { keyId } from "#core/report/cost-table.ts";
import { fail } from "#core/result/failure.ts";
import { addDays, type DateRange } from "#core/time/period.ts";
import { answerCosts } from "../cost/answer-costs.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelled, readLabels } from "../cost/labels.ts";
import { knownDays } from "../forecast/read-charges.ts";
import { scopeQuestion } from "./scope-question.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";

const NOTHING = "0.0000000000";

/** Holds the period so far against the same days of the one before. */
export async function budgetChanges(
  { database, directory }: OpenWorkspace,
  budget: Budget,
  definitions: Definitions,
  signal?: AbortSignal,
): Promise<BudgetChanges> {
  return withDeliveries(
    database,
    async (connection, deliveries) => {
      const known = await knownDays(connection, deliveries);
      if (known === null) fail("query.no_data", {});
      const lastDay = addDays(known.range.to, -1);
      const period = periodAt(budget.rhythm, lastDay);
      const now = { from: period.from, to: known.range.to };
      const before = sameDaysBefore(period, now);
      const scope = scopeQuestion(budget.scope, definitions);
      const labels = await readLabels(connection, CHANGE_DIMENSIONS);
      const ask = async (range: DateRange, dimension: DimensionRef): Promise<CostAnswer> => {
        const answer = await answerCosts(connection, directory, deliveries, {
          metric: budget.metric,
          granularity: "total",
          range,
          groupBy: [dimension],
          ...scope,
          currency: budget.currency,
          top: null,
        });
        return labelled(answer, [dimension], labels);
      };
      const pairs = [];
      for (const dimension of CHANGE_DIMENSIONS)
        pairs.push({ dimension, now: await ask(now, dimension), before: await ask(before, dimension) });
      const [first] = pairs;
      const isHeld = known.range.from <= before.from;
      return {
        currency: first?.now.currency ?? null,
        now,
        before,
        total: first?.now.total ?? null,
        totalBefore: isHeld ? (first?.before.total ?? null) : null,
        drivers: isHeld
          ? pairs.flatMap((pair) => driversOf(pair.dimension, changesOf(pair.now, pair.before), MOST_DRIVERS))
          : [],
      };
    },
    signal,
  );
}

/** Every value of either answer with both its amounts. */
function changesOf(now: CostAnswer, before: CostAnswer): readonly ValueChange[] {
  const earlier = new Map(before.groups.map((group) => [keyId(group.key), group]));
  const met = new Set(now.groups.map(({ key }) => keyId(key)));
  const gone = before.groups.filter(({ key }) => !met.has(keyId(key)));
  return [
    ...now.groups.map(({ key, labels, total }) => ({
      value: key[0] ?? null,
      label: labels[0] ?? null,
      now: total ?? NOTHING,
      before: earlier.get(keyId(key))?.total ?? NOTHING,
    })),
    ...gone.map(({ key, labels, total }) => ({
      value: key[0] ?? null,
      label: labels[0] ?? null,
      now: NOTHING,
      before: total ?? NOTHING,
    })),
  ];
}
