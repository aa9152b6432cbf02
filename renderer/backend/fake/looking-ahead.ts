import { type Definitions, dimensionsOf } from "#core/allocation/definitions.ts";
import type { AnomalyQuery, AnomalyReport } from "#core/anomaly/anomaly.ts";
import { anomalyOf, mergeIncidents } from "#core/anomaly/incidents.ts";
import { isWatched, runsOf, watchedDimensions, type WatchedSeries } from "#core/anomaly/watched-series.ts";
import { type Budget, filtersOf } from "#core/budget/budget.ts";
import { type BudgetChanges, MOST_DRIVERS } from "#core/budget/budget-changes.ts";
import { periodAt, sameDaysBefore } from "#core/budget/budget-periods.ts";
import { type BudgetStatus, evaluateBudget } from "#core/budget/evaluate.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import type { Forecast, ForecastQuery } from "#core/forecast/forecast.ts";
import { forecastCosts } from "#core/forecast/look-ahead.ts";
import { scaledOf } from "#core/money/decimal.ts";
import { driversOf } from "#core/report/drivers.ts";
import { failure } from "#core/result/failure.ts";
import { addDays, lengthInDays, rangeOfPeriod } from "#core/time/period.ts";
import { answerCosts } from "./answer.ts";
import { WORLD } from "./world.ts";

const LAST_DAY = addDays(WORLD.to, -1);
const KNOWN = { from: WORLD.from, to: LAST_DAY };
const NOTHING = "0.0000000000";

/** The costs to come of the made-up company, worked out as the engine does. */
export function fakeForecast({ metric, filters, assumesRenewal = true }: ForecastQuery): Forecast {
  const answer = ask({ metric, filters, granularity: "day", range: WORLD });
  return forecastCosts({
    charges: answer.buckets.map((day, at) => ({
      kind: "usage",
      day,
      amount: scaledOf(answer.values[at] ?? NOTHING),
    })),
    known: KNOWN,
    dropped: [LAST_DAY],
    currency: "USD",
    missing: [],
    commitmentEnds: [ENDING],
    assumesRenewal,
  });
}

/** A reservation that ends while the month goes on. */
const ENDING = {
  arn: "arn:aws:rds:eu-west-1:111122225555:ri:ri-2026-000009",
  day: addDays(LAST_DAY, 3),
  perMonth: "300.0",
  fees: "300.0",
  covered: "0.0",
  onDemand: "520.0",
};

/** A tag that the made-up company does not have cannot be answered for. */
export function fakeStatus(budget: Budget, definitions: Definitions): BudgetStatus {
  const { scope, id } = budget;
  const filters = filtersOf(scope, definitions);
  if (filters === null)
    return {
      kind: "failed",
      id,
      failure: failure("budget.unit_unknown", { unit: scope.kind === "unit" ? scope.name : "" }),
    };
  const lost = filters.find(
    ({ dimension }) =>
      dimension === "tag:gone" ||
      (dimension.startsWith("profile:") &&
        !definitions.profiles.some(({ name }) => dimension === `profile:${name}`) &&
        scope.kind !== "unit"),
  );
  if (lost !== undefined)
    return {
      kind: "failed",
      id,
      failure: failure("query.unknown_dimension", {
        dimension: lost.dimension,
        known: lost.dimension === "tag:gone" ? ["tag:team"] : [],
      }),
    };
  const answer = ask({
    metric: budget.metric,
    filters,
    granularity: "month",
    range: { from: WORLD.from, to: rangeOfPeriod(LAST_DAY.slice(0, 7)).to },
  });
  return evaluateBudget(budget, {
    currency: "USD",
    lastDay: LAST_DAY,
    months: answer.buckets.map((month, at) => ({ month, amount: answer.values[at] ?? null })),
    forecast: fakeForecast({ metric: budget.metric, filters, currency: null }),
  });
}

export function fakeChanges(budget: Budget, definitions: Definitions): BudgetChanges {
  const period = periodAt(budget.rhythm, LAST_DAY);
  const now = { from: period.from, to: LAST_DAY };
  const before = sameDaysBefore(period, now);
  const of = (range: typeof now, dimension: DimensionRef): CostAnswer =>
    ask({
      metric: budget.metric,
      filters: filtersOf(budget.scope, definitions) ?? [],
      granularity: "total",
      range,
      groupBy: [dimension],
    });
  const dimensions = ["service", "linkedAccount", "usageType", "region"] as const;
  return {
    currency: "USD",
    now,
    before,
    total: of(now, "service").total,
    totalBefore: of(before, "service").total,
    drivers: dimensions.flatMap((dimension) => {
      const earlier = of(before, dimension).groups;
      const changes = of(now, dimension).groups.map(({ key, labels, total }) => ({
        value: key[0] ?? null,
        label: labels[0] ?? null,
        now: total ?? NOTHING,
        before: earlier.find((group) => group.key[0] === key[0])?.total ?? NOTHING,
      }));
      return driversOf(dimension, changes, MOST_DRIVERS);
    }),
  };
}

export function fakeAnomalies({ metric, rules, definitions }: AnomalyQuery): AnomalyReport {
  const range = { from: addDays(KNOWN.to, -150), to: KNOWN.to };
  const profiles = dimensionsOf(definitions);
  const series = (dimension: DimensionRef, filters: CostQuery["filters"] = []) =>
    ask({ metric, filters, granularity: "day", range, groupBy: [dimension], profiles }).groups.map(
      (group) => ({
        part: { dimension, value: group.key[0] ?? null, label: group.labels[0] ?? null },
        days: group.values.map((value) => scaledOf(value ?? NOTHING)),
      }),
    );
  const dimensions = watchedDimensions(rules, definitions);
  const watched = dimensions.flatMap((dimension) =>
    series(dimension)
      .filter(({ part }) => isWatched(part))
      .map(({ part, days }): WatchedSeries => ({ series: [part], days })),
  );
  const anomalies = runsOf(watched, range, rules).map((candidate) => {
    const [own] = candidate.series;
    const filters = [
      { dimension: own?.dimension ?? "service", mode: "include", values: [own?.value ?? null] },
    ] as const;
    const parts = ([...dimensions, "usageType"] as const)
      .filter((dimension) => dimension !== own?.dimension)
      .map((dimension) => ({
        dimension,
        values: series(dimension, filters).map(({ part, days }) => ({ ...part, days })),
      }));
    const days = watched.find((each) => each.series === candidate.series)?.days ?? [];
    return anomalyOf({ candidate, days, parts }, range, rules.weeks);
  });
  return {
    kind: "made",
    currency: "USD",
    searched: { from: addDays(range.from, lengthInDays(range) - 90), to: range.to },
    dropped: [LAST_DAY],
    anomalies: mergeIncidents(anomalies),
  };
}

const COMMON = { metric: "unblended", currency: null } as const;

/** One budget in each state, and one that cannot be answered for. */
export const BUDGETS: readonly Budget[] = [
  {
    ...COMMON,
    id: "b-all",
    name: "Whole company",
    scope: { kind: "all" },
    rhythm: { kind: "monthly" },
    amount: { kind: "same", amount: "155000.0" },
    thresholds: [
      { on: "actual", percent: 50 },
      { on: "actual", percent: 80 },
      { on: "forecast", percent: 100 },
    ],
  },
  {
    ...COMMON,
    id: "b-ml",
    name: "Machine learning",
    scope: { kind: "accounts", accounts: ["111122226666"] },
    rhythm: { kind: "monthly" },
    amount: { kind: "same", amount: "9000.0" },
    thresholds: [{ on: "actual", percent: 100 }],
  },
  {
    ...COMMON,
    id: "b-search",
    name: "Search team",
    scope: { kind: "tag", key: "team", values: ["search"] },
    rhythm: { kind: "quarterly" },
    amount: { kind: "same", amount: "200000.0" },
    thresholds: [{ on: "forecast", percent: 90 }],
  },
  {
    ...COMMON,
    id: "b-gone",
    name: "Old project",
    scope: { kind: "tag", key: "gone", values: ["project"] },
    rhythm: { kind: "yearly" },
    amount: { kind: "same", amount: "1000.0" },
    thresholds: [],
  },
];

function ask(
  query: Pick<CostQuery, "metric" | "filters" | "granularity" | "range"> & Partial<CostQuery>,
): CostAnswer {
  return answerCosts({ groupBy: [], currency: null, top: null, ...query });
}
