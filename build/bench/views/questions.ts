import { NO_DEFINITIONS } from "#core/allocation/definitions.ts";
import type { AllocationModel } from "#core/allocation/model.ts";
import type { Budget } from "#core/budget/budget.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { comparisonRange } from "#core/time/comparison.ts";
import { presetRange } from "#core/time/preset.ts";
import type { EngineClient } from "../../../electron/transport/client.ts";
import {
  groupsOf,
  overviewRanges,
  totalOf,
  trendOf,
} from "../../../renderer/features/overview/overview-questions.ts";
import { VIEWS_END } from "./data.ts";

/** What answers a view, once it was looked at: sums made at import, sums kept for it, all series of them, or line items. */
export type Store = "sums" | "keptSums" | "allSeries" | "lineItems";

/** One screen's questions, asked together as the screen asks them. */
export type View = {
  readonly name: string;
  readonly answeredBy: Store;
  readonly ask: (engine: EngineClient, run: number) => Promise<unknown>;
};

const money = { metric: "amortized", currency: null } as const;
const ranges = overviewRanges(VIEWS_END);
const month = ranges.month;
const quarter = presetRange("last3Months", VIEWS_END);
const year = presetRange("last12Months", VIEWS_END);

const costs =
  (...queries: readonly CostQuery[]): View["ask"] =>
  (engine) =>
    Promise.all(queries.map((query) => engine.cost.query(query)));

const OVERVIEW: readonly CostQuery[] = [
  ...[ranges.lastMonth, ranges.closed, ranges.beforeClosed].map((range) => totalOf(range, money)),
  trendOf(ranges.trend, money),
  ...(["service", "linkedAccount", "region", "lineItemType"] as const).flatMap((dimension) => [
    groupsOf(month, dimension, money),
    groupsOf(ranges.lastMonth, dimension, money),
  ]),
];

const explorer = (query: Partial<CostQuery>): readonly CostQuery[] => {
  const present = {
    ...money,
    range: month,
    granularity: "day",
    groupBy: ["service"],
    filters: [],
    top: 250,
    ...query,
  } as const;
  const past = comparisonRange(present.range, "previousPeriod");
  return past === null ? [present] : [present, { ...present, range: past, granularity: "total", top: 5_000 }];
};

const UNITS = ["Platform", "Fleet", "Data", "Shared"].map((name) => ({
  id: name.toLowerCase(),
  name,
  parentId: null,
  split: name === "Shared" ? ({ kind: "proportional", to: null } as const) : null,
}));

/** Rules in this order, numbered from 1. */
const model = (
  id: string,
  name: string,
  rules: readonly (readonly [unitId: string, filter: Filter])[],
): AllocationModel => ({
  id,
  name,
  units: UNITS,
  rules: rules.map(([unitId, filter], at) => ({ id: `${at + 1}`, unitId, filters: [filter] })),
});

const BY_ACCOUNT = model("accounts", "By account and service", [
  ["data", { dimension: "linkedAccount", mode: "include", values: ["644719082350", "385201946673"] }],
  ["shared", { dimension: "service", mode: "include", values: ["AmazonCloudWatch", "AWSCloudTrail"] }],
  ["platform", { dimension: "linkedAccount", mode: "include", values: ["261590437718", "730248159604"] }],
  ["fleet", { dimension: "linkedAccount", mode: "exclude", values: ["048172263915"] }],
]);

const BY_TAG = model("tags", "By tag", [
  ["data", { dimension: "tag:team", mode: "include", values: ["data", "ml"] }],
  ["fleet", { dimension: "tag:env", mode: "include", values: ["prod", "staging"] }],
  ["shared", { dimension: "linkedAccount", mode: "include", values: ["261590437718"] }],
]);

const allocation = (asked: AllocationModel): View["ask"] => {
  const query = { ...money, model: asked, profiles: [], granularity: "month", range: year } as const;
  return (engine) => Promise.all([engine.allocation.query(query), engine.allocation.preview(query)]);
};

/** A rule is changed before every look, as while somebody writes rules. */
const editing: View["ask"] = (engine, run) => {
  const [first, ...others] = BY_ACCOUNT.rules;
  if (first === undefined) throw new Error("the model has no rule");
  const [filter] = first.filters;
  if (filter === undefined) throw new Error("the rule has no filter");
  const changed = {
    ...first,
    filters: [{ ...filter, values: [`${100_000_000_000 + run}`, ...filter.values] }],
  };
  return allocation({ ...BY_ACCOUNT, rules: [changed, ...others] })(engine, run);
};

const showback = (asked: AllocationModel): View["ask"] => {
  const query = { ...money, model: asked, profiles: [], granularity: "month", range: month } as const;
  return (engine) =>
    Promise.all([
      engine.allocation.query(query),
      engine.allocation.statement({ ...query, unitId: "fleet", by: "service" }),
      engine.allocation.statement({ ...query, unitId: "fleet", by: "linkedAccount" }),
    ]);
};

const budget = (id: string, scope: Budget["scope"]): Budget => ({
  ...money,
  id,
  name: id,
  scope,
  rhythm: { kind: "monthly" },
  amount: { kind: "same", amount: "100000.0" },
  thresholds: [
    { on: "actual", percent: 80 },
    { on: "forecast", percent: 100 },
  ],
});
const BUDGETS: readonly Budget[] = [
  budget("all", { kind: "all" }),
  budget("data", { kind: "accounts", accounts: ["644719082350"] }),
  budget("ec2", {
    kind: "filters",
    filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
  }),
];

const charges =
  (kind: "dataTransfer" | "tax" | "credits"): View["ask"] =>
  (engine) =>
    engine.charges.query({
      ...money,
      kind,
      category: null,
      groupBy: kind === "dataTransfer" ? "category" : "linkedAccount",
      range: year,
      filters: [],
    });

/** Every dashboard and every view of the allocation. */
export const VIEWS: readonly View[] = [
  { name: "Overview", answeredBy: "sums", ask: costs(...OVERVIEW) },
  { name: "Explorer, days by service", answeredBy: "sums", ask: costs(...explorer({})) },
  {
    name: "Explorer, year by month and account",
    answeredBy: "sums",
    ask: costs(...explorer({ range: year, granularity: "month", groupBy: ["linkedAccount"] })),
  },
  {
    name: "Explorer, year by service and region",
    answeredBy: "sums",
    ask: costs(...explorer({ range: year, granularity: "month", groupBy: ["service", "region"] })),
  },
  {
    name: "Explorer, quarter by usage type",
    answeredBy: "sums",
    ask: costs(...explorer({ range: quarter, groupBy: ["usageType"] })),
  },
  {
    name: "Explorer, month by resource",
    answeredBy: "sums",
    ask: costs(...explorer({ groupBy: ["resourceId"], granularity: "total" })),
  },
  {
    name: "Explorer, month by tag",
    answeredBy: "lineItems",
    ask: costs(...explorer({ groupBy: ["tag:team"] })),
  },
  {
    name: "Explorer, three days by hour",
    answeredBy: "lineItems",
    ask: costs(...explorer({ range: { from: "2026-10-20", to: "2026-10-23" }, granularity: "hour" })),
  },
  { name: "Allocation by account and service", answeredBy: "sums", ask: allocation(BY_ACCOUNT) },
  { name: "Allocation, rules being written", answeredBy: "sums", ask: editing },
  { name: "Allocation by tag", answeredBy: "keptSums", ask: allocation(BY_TAG) },
  { name: "Showback by account and service", answeredBy: "sums", ask: showback(BY_ACCOUNT) },
  { name: "Showback by tag", answeredBy: "keptSums", ask: showback(BY_TAG) },
  {
    name: "Tag governance",
    answeredBy: "keptSums",
    ask: (engine) =>
      Promise.all([
        engine.allocation.tags({ ...money, range: year }),
        engine.allocation.tag({ ...money, range: month, ref: "tag:team" }),
      ]),
  },
  {
    name: "Budgets",
    answeredBy: "sums",
    ask: (engine) => engine.budgets.evaluate({ budgets: BUDGETS, definitions: NO_DEFINITIONS }),
  },
  {
    name: "Forecast",
    answeredBy: "sums",
    ask: (engine) => engine.forecast.query({ ...money, filters: [] }),
  },
  { name: "Data transfer", answeredBy: "sums", ask: charges("dataTransfer") },
  { name: "Tax", answeredBy: "sums", ask: charges("tax") },
  { name: "Credits", answeredBy: "sums", ask: charges("credits") },
  {
    name: "Commitments, year",
    answeredBy: "keptSums",
    ask: (engine) =>
      engine.commitments.query({ range: year, granularity: "month", currency: null, arn: null }),
  },
  {
    name: "Fair share",
    answeredBy: "keptSums",
    ask: (engine) => engine.commitments.fairShare({ range: month, currency: null }),
  },
  {
    name: "Simulator",
    answeredBy: "keptSums",
    ask: (engine) =>
      engine.commitments.simulate({
        range: quarter,
        currency: null,
        planType: "Compute",
        scope: null,
        includesCovered: false,
        commitment: null,
        discount: null,
        dropPercent: 20,
      }),
  },
  {
    name: "Anomalies",
    answeredBy: "allSeries",
    ask: (engine) =>
      engine.anomalies.find({
        ...money,
        rules: { id: "rules", minimum: "50.0", sensitivity: "medium", weeks: 6, tagKey: null },
        definitions: NO_DEFINITIONS,
      }),
  },
  {
    name: "Resources",
    answeredBy: "sums",
    ask: (engine) =>
      engine.resources.page({
        ...money,
        range: month,
        before: ranges.lastMonth,
        filters: [],
        search: "",
        state: null,
        sort: { by: "cost", descending: true },
        offset: 0,
        limit: 100,
      }),
  },
  {
    name: "Containers, year",
    answeredBy: "keptSums",
    ask: (engine) =>
      engine.containers.query({
        metric: "amortized",
        range: year,
        before: null,
        filters: [],
        currency: null,
      }),
  },
  {
    name: "Invoices, all months",
    answeredBy: "keptSums",
    ask: (engine) => engine.tieOut.ledger({ invoices: [] }),
  },
];
