import type { Filter } from "../cost/filter/filter.ts";
import { formatScaled, scaledOf, type Decimal } from "../money/decimal.ts";
import type { MeasuredFinding, MeasuredMonth } from "./findings-query.ts";
import { accountOf } from "./findings-answer.ts";
import type { FoundItem } from "./overlap.ts";
import { larger, smaller } from "./exact.ts";
import { USAGE_TYPES } from "./tables.ts";

/** An accepted finding and what the bills since then say about it. */
export type Measurement = {
  readonly finding: string;
  readonly accepted: { readonly month: string; readonly expected: Decimal; readonly currency: string };
  /** What the rule finds in the accepted month and in those after it. */
  readonly items: readonly FoundItem[];
  /** All costs in a month of the resources that were accepted, whatever they were charged for. */
  readonly costOf: (month: string) => bigint;
  /** Months after the accepted one that have ended. */
  readonly months: readonly string[];
};

/**
 * Realised is the smaller of two amounts, neither below zero: what the rule no longer finds on the things that were accepted, and what
 * these resources cost less than in the accepted month. A cost that only moved to another rule, or a thing that merely no longer looks
 * the same, is not realised. Where overlaps had left a part of the saving only, the same part of it is.
 */
export function measured({ finding, accepted, items, costOf, months }: Measurement): MeasuredFinding {
  const before = items.filter(({ month }) => month === accepted.month);
  const things = new Set(before.map(thingOf));
  const resources = acceptedResources(before);
  const hasResources = resources.length > 0;
  const alone = savingOf(before);
  const expected = scaledOf(accepted.expected);
  const costBefore = hasResources ? costOf(accepted.month) : costIn(before);
  return {
    finding,
    ...accepted,
    items: things.size,
    found: formatScaled(alone),
    costBefore: formatScaled(costBefore),
    filters: hasResources ? usageOf(resources) : [],
    months: months.map((month): MeasuredMonth => {
      const found = items.filter((item) => item.month === month && things.has(thingOf(item)));
      const still = savingOf(found);
      const cost = hasResources ? costOf(month) : costIn(found);
      const gone = larger(0n, smaller(alone - still, costBefore - cost));
      return {
        month,
        still: formatScaled(still),
        cost: formatScaled(cost),
        realised: formatScaled(alone === 0n ? 0n : (gone * expected) / alone),
      };
    }),
  };
}

/** Resources of the things that were accepted. */
export function acceptedResources(accepted: readonly FoundItem[]): readonly string[] {
  const named = accepted.flatMap(({ facts }) => facts.map(({ traits }) => traits.resourceId));
  return [...new Set(named)].filter((resource) => resource !== null);
}

/** What keeps the usage of resources, which is what their cost is measured by; none of more than a filter holds. */
function usageOf(resources: readonly string[]): readonly Filter[] {
  if (resources.length > MOST_VALUES) return [];
  return [
    { dimension: "resourceId", mode: "include", values: resources },
    { dimension: "lineItemType", mode: "include", values: USAGE_TYPES },
  ];
}

const MOST_VALUES = 1_000;

function thingOf(item: FoundItem): string {
  return `${accountOf(item) ?? ""} ${item.key}`;
}

function savingOf(items: readonly FoundItem[]): bigint {
  return items.reduce((sum, { saving }) => sum + (saving ?? 0n), 0n);
}

function costIn(items: readonly FoundItem[]): bigint {
  return items.reduce((sum, { cost }) => sum + cost, 0n);
}
