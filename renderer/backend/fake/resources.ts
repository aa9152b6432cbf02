import type { Filter } from "#core/cost/filter/filter.ts";
import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import { scaledOf, subtract, sum, type Decimal } from "#core/money/decimal.ts";
import {
  RESOURCE_STATES,
  type Resource,
  type ResourceAttribute,
  type ResourceFacet,
  type ResourceFacetQuery,
  type ResourceMonth,
  type ResourcePage,
  type ResourceQuery,
  type ResourceSelection,
  type TaggedResource,
  type TagHistory,
  type ResourceTagQuery,
} from "#core/resource/resource-query.ts";
import { addDays, type BillingPeriod, periodOf, type DateRange } from "#core/time/period.ts";
import { answerCosts, decimal } from "./answer.ts";
import { LABELS, WORLD } from "./world.ts";

const ZERO = decimal(0);
const DIMENSIONS = ["resourceId", "service", "linkedAccount", "region", "usageType"] as const;

/** The list, made from the same streams as all other answers; every eleventh resource is new, every seventeenth gone. */
export function resourcePage(query: ResourceQuery): ResourcePage {
  const all = select(query);
  const rows = all.filter(({ state }) => query.state === null || state === query.state);
  const { by, descending } = query.sort;
  const sorted = rows.toSorted((a, b) => (descending ? -1 : 1) * compareBy(by, a, b));
  return {
    rows: sorted
      .slice(query.offset, query.offset + query.limit)
      .map((row) => (query.byMonth === true ? { ...row, months: monthsOf(row, query) } : row)),
    resources: rows.length,
    cost: sum(rows.flatMap(({ cost }) => cost ?? [])),
    beforeCost: query.before === null ? null : sum(rows.flatMap(({ before }) => before ?? [])),
    states: [...RESOURCE_STATES, null].flatMap((state) => {
      const own = all.filter((row) => row.state === state);
      const summed = (of: "cost" | "before") => sum(own.flatMap((row) => row[of] ?? []));
      return own.length === 0
        ? []
        : [{ state, resources: own.length, cost: summed("cost"), before: summed("before") }];
    }),
    before: query.before,
    trendBuckets: ["total"],
    unassigned: {
      cost: decimal(412_500_000),
      lineItems: 38,
      months: [{ month: lastMonth(query.range), amount: decimal(412_500_000) }],
    },
    months: query.byMonth === true ? rows.flatMap((row) => monthsOf(row, query)) : [],
    currency: "USD",
    missing: [],
    answeredFrom: "dailyResource",
  };
}

function lastMonth({ to }: DateRange): BillingPeriod {
  return periodOf(addDays(to, -1));
}

/** All of a period falls on its last day. */
function monthsOf({ cost, before }: Resource, asked: ResourceQuery): readonly ResourceMonth[] {
  const now = { month: lastMonth(asked.range), cost, before: null };
  return asked.before === null ? [now] : [{ month: lastMonth(asked.before), cost: null, before }, now];
}

export function resourceFacet(query: ResourceFacetQuery): ResourceFacet {
  const rows = select(query).filter(({ state }) => query.state === null || state === query.state);
  const byValue = new Map<string | null, Resource[]>();
  for (const row of rows) {
    const { value } = row[query.dimension];
    byValue.set(value, [...(byValue.get(value) ?? []), row]);
  }
  const values = [...byValue].map(([value, own]) => ({
    value,
    label: value === null ? null : (LABELS[value] ?? null),
    resources: own.length,
    cost: sum(own.flatMap(({ cost }) => cost ?? [])),
  }));
  return {
    values: values.toSorted((a, b) => Number(b.cost) - Number(a.cost)).slice(0, query.limit),
    count: values.length,
  };
}

export function resourceTags(resources: readonly ResourceTagQuery[]): readonly TaggedResource[] {
  return resources.map(({ resourceId }) => ({ resourceId, tags: [{ key: "team", value: "checkout" }] }));
}

export function resourceTagHistory(): readonly TagHistory[] {
  const spans = [
    { value: null, from: WORLD.from, to: "2026-01-14" },
    { value: "checkout", from: "2026-01-15", to: addDays(WORLD.to, -1) },
  ];
  return [{ key: "team", spans }];
}

function select({ metric, range, before, filters, search }: ResourceSelection): readonly Resource[] {
  const now = groupsOf(metric, range, filters);
  const past = new Map(
    before === null ? [] : groupsOf(metric, before, filters).map(({ key, total }) => [key[0], total]),
  );
  const seen = new Set<string>();
  return now.flatMap(({ key, total, labels }, at): readonly Resource[] => {
    const [resourceId = null, ...values] = key;
    if (resourceId === null || seen.has(resourceId) || !resourceId.includes(search.toLowerCase())) return [];
    seen.add(resourceId);
    const earlier = before === null ? null : (past.get(resourceId) ?? ZERO);
    const fate = before === null ? null : at % 11 === 3 ? "new" : at % 17 === 5 ? "gone" : null;
    const cost = fate === "gone" ? ZERO : total;
    const then = fate === "new" ? ZERO : earlier;
    const attribute = (index: number): ResourceAttribute => ({
      value: values[index] ?? null,
      label: labels[index + 1] ?? null,
      others: 0,
    });
    return [
      {
        resourceId,
        cost,
        before: then,
        state: fate ?? (then === null || cost === null ? null : stateOf(cost, then)),
        firstSeen: fate === "new" ? range.from : WORLD.from,
        lastSeen: addDays(fate === "gone" ? range.from : WORLD.to, -1),
        service: attribute(0),
        linkedAccount: attribute(1),
        region: attribute(2),
        productFamily: { value: "Compute Instance", label: null, others: 0 },
        instanceType: { value: null, label: null, others: 0 },
        usageType: attribute(3),
        unit: null,
        trend: [then, cost],
        months: [],
      },
    ];
  });
}

const known = new Map<string, CostAnswer["groups"]>();

function groupsOf(metric: ResourceSelection["metric"], range: DateRange, filters: readonly Filter[]) {
  const key = JSON.stringify([metric, range, filters]);
  const groups = known.get(key) ?? ask(metric, range, filters);
  known.set(key, groups);
  return groups;
}

function ask(metric: ResourceSelection["metric"], range: DateRange, filters: readonly Filter[]) {
  return answerCosts({
    metric,
    granularity: "total",
    range,
    groupBy: DIMENSIONS,
    filters,
    currency: null,
    top: null,
  }).groups;
}

function stateOf(cost: Decimal, before: Decimal): Resource["state"] {
  const change = scaledOf(subtract(cost, before));
  return change > 0n ? "grown" : change < 0n ? "shrunk" : "same";
}

function compareBy(by: ResourceQuery["sort"]["by"], a: Resource, b: Resource): number {
  if (by === "resource") return a.resourceId < b.resourceId ? -1 : 1;
  if (by === "firstSeen" || by === "lastSeen") return a[by] < b[by] ? -1 : 1;
  const change = ({ cost, before }: Resource): number => Number(cost ?? 0) - Number(before ?? 0);
  return by === "change" ? change(a) - change(b) : Number(a[by] ?? 0) - Number(b[by] ?? 0);
}
