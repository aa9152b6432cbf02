import { groupBy } from "../collection/group-by.ts";
import type { KeptBy } from "./exact-filters.ts";
import { formatScaled } from "../money/decimal.ts";
import type { Failure } from "../result/failure.ts";
import type { FindingRule } from "./finding.ts";
import type {
  FindingItem,
  FindingItemPage,
  FindingItemsQuery,
  FindingMonth,
  FindingPart,
  FindingResult,
  FindingsAnswer,
  FindingsQuery,
  NotComputable,
} from "./findings-query.ts";
import { type FindingFact, withoutOverlaps, type FoundItem } from "./overlap.ts";

/** What running the rules gave, before anything is left out. */
export type RuleFound = KeptBy & { readonly rule: FindingRule; readonly items: readonly FoundItem[] };

export type FindingsRun = {
  readonly currency: string;
  readonly months: readonly string[];
  readonly metric: FindingsAnswer["metric"];
  readonly found: readonly RuleFound[];
  readonly notComputable: readonly NotComputable[];
  readonly failed: readonly { readonly finding: string; readonly failure: Failure }[];
};

export type Labels = (dimension: "linkedAccount" | "service", value: string | null) => string | null;

type Kept = (item: FoundItem) => bigint | null;

export function findingsAnswer(run: FindingsRun, query: FindingsQuery, label: Labels): FindingsAnswer {
  const kept = keptSavings(run, query.leaveOut);
  const found = run.found.filter(({ items }) => items.length > 0);
  const results = found.map((one) => resultOf(one, isLeftOut(one, query) ? foundAlone : kept, label));
  return {
    currency: run.currency,
    months: run.months,
    metric: run.metric,
    findings: results
      .map((result, at) => ({ result, rank: found[at]?.rule.rank ?? 0, size: sizeOf(found[at], kept) }))
      .toSorted((a, b) => (a.size === b.size ? a.rank - b.rank : a.size > b.size ? -1 : 1))
      .map(({ result }) => result),
    clear: run.found.filter(({ items }) => items.length === 0).map(({ rule }) => rule.id),
    notComputable: run.notComputable,
    failed: run.failed,
  };
}

/** What a finding of the run saves in a month, after overlaps with all that are not left out; null where it cannot be told. */
export function keptSavings(run: FindingsRun, leaveOut: readonly string[]): Kept {
  const taking = run.found.filter(({ rule }) => !leaveOut.includes(rule.id));
  const kept = withoutOverlaps(taking.map(({ rule, items }) => ({ stage: rule.stage, items })));
  return (item) => (item.saving === null ? null : (kept.get(item) ?? 0n));
}

function foundAlone({ saving }: FoundItem): bigint | null {
  return saving;
}

function isLeftOut({ rule }: RuleFound, { leaveOut }: FindingsQuery): boolean {
  return leaveOut.includes(rule.id);
}

/** Findings without a known saving come after those with one, by cost. */
function sizeOf(found: RuleFound | undefined, kept: Kept): bigint {
  return (found?.items ?? []).reduce((size, item) => size + (kept(item) ?? 0n), 0n);
}

function resultOf({ rule, items, filters, besides }: RuleFound, kept: Kept, label: Labels): FindingResult {
  const parts = groupBy(items, (item) => JSON.stringify([accountOf(item), serviceOf(item)]));
  const months = groupBy(items, ({ month }) => month);
  return {
    finding: rule.id,
    ...sumsOf(items, kept),
    parts: [...parts.values()]
      .map((part): FindingPart => {
        const [first] = part;
        const account = first === undefined ? null : accountOf(first);
        const service = first === undefined ? null : serviceOf(first);
        return {
          account,
          accountLabel: label("linkedAccount", account),
          service,
          serviceLabel: label("service", service),
          ...sumsOf(part, kept),
        };
      })
      .toSorted((a, b) => Number(b.kept ?? b.cost) - Number(a.kept ?? a.cost)),
    months: [...months]
      .map(([month, part]): FindingMonth => ({ month, ...sumsOf(part, kept) }))
      .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
    filters,
    besides,
  };
}

function sumsOf(items: readonly FoundItem[], kept: Kept) {
  const isKnown = items.some(({ saving }) => saving !== null);
  const total = (of: (item: FoundItem) => bigint) =>
    formatScaled(items.reduce((sum, item) => sum + of(item), 0n));
  return {
    items: new Set(items.map((item) => `${accountOf(item) ?? ""} ${item.key}`)).size,
    cost: total(({ cost }) => cost),
    charged: formatScaled(chargedFor(items)),
    lineItems: lineItemsOf(items),
    found: isKnown ? total(({ saving }) => saving ?? 0n) : null,
    kept: isKnown ? total((item) => kept(item) ?? 0n) : null,
  };
}

/** One page of the things a rule has found. */
export function findingItems(run: FindingsRun, query: FindingItemsQuery, label: Labels): FindingItemPage {
  const found = run.found.find(({ rule }) => rule.id === query.finding);
  if (found === undefined) return { items: 0, rows: [] };
  const kept = isLeftOut(found, query) ? foundAlone : keptSavings(run, query.leaveOut);
  const items = found.items.filter(
    (item) =>
      (query.account === null || accountOf(item) === query.account) &&
      (query.key === undefined || item.key === query.key),
  );
  const sorted = items.toSorted(orderOf(query, kept));
  const page = sorted.slice(query.offset, query.offset + query.limit);
  return { items: items.length, rows: page.map((item) => itemOf(item, kept, label)) };
}

function orderOf({ sort }: FindingItemsQuery, kept: Kept): (a: FoundItem, b: FoundItem) => number {
  const sign = sort.descending ? -1 : 1;
  const value = (item: FoundItem): bigint | string => {
    switch (sort.by) {
      case "kept":
        return kept(item) ?? 0n;
      case "cost":
        return item.cost;
      case "account":
        return accountOf(item) ?? "";
      case "month":
        return item.month;
      default:
        return item.key;
    }
  };
  return (a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left !== right) return left < right ? -sign : sign;
    return a.key === b.key ? (a.month < b.month ? -1 : 1) : a.key < b.key ? -1 : 1;
  };
}

function itemOf(item: FoundItem, kept: Kept, label: Labels): FindingItem {
  const saved = kept(item);
  const account = accountOf(item);
  const service = serviceOf(item);
  return {
    key: item.key,
    month: item.month,
    resource: item.facts[0]?.traits.resourceId ?? null,
    account,
    accountLabel: label("linkedAccount", account),
    service,
    serviceLabel: label("service", service),
    region: item.facts[0]?.traits.region ?? null,
    usageTypes: [...new Set(item.facts.map(({ traits }) => traits.usageType))].filter(
      (type) => type !== null,
    ),
    cost: formatScaled(item.cost),
    charged: formatScaled(chargedFor([item])),
    lineItems: lineItemsOf([item]),
    found: item.saving === null ? null : formatScaled(item.saving),
    kept: saved === null ? null : formatScaled(saved),
    filters: item.filters,
    besides: item.besides,
  };
}

export function accountOf({ facts }: FoundItem): string | null {
  return facts[0]?.traits.linkedAccount ?? null;
}

function serviceOf({ facts }: FoundItem): string | null {
  return facts[0]?.traits.service ?? null;
}

/** What was charged, each cost once. */
function chargedFor(items: readonly FoundItem[]): bigint {
  return factsOf(items).reduce((sum, { cost }) => sum + cost, 0n);
}

function lineItemsOf(items: readonly FoundItem[]): number {
  return factsOf(items).reduce((count, { lineItems }) => count + lineItems, 0);
}

function factsOf(items: readonly FoundItem[]): readonly FindingFact[] {
  return [...new Set(items.flatMap(({ facts }) => facts))];
}
