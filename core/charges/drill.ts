import { type CostCell, restCell, wholeCell } from "../cost/explain/cost-cell.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { BillingPeriod } from "../time/period.ts";
import { type ChargeGrouping, type ChargeKind, dimensionsOf } from "./charge-kind.ts";
import { categoriesOf } from "./charge-scope.ts";
import { type ChargeGroup, type ChargesQuery, scopeOf } from "./charges-query.ts";
import { isNamedByFilters, kindFilters } from "./kind-rule.ts";
import { CHARGE_CATEGORIES, type ChargeCategory } from "./transfer-category.ts";

/** Where a row of a view leads: deeper into the view, or to exactly its line items. */
export type ChargeStep =
  | {
      readonly kind: "view";
      readonly groupBy: ChargeGrouping;
      readonly category: ChargeCategory | null;
      readonly filters: readonly Filter[];
    }
  | { readonly kind: "lineItems"; readonly filters: readonly Filter[] };

type ChargePlace = {
  readonly kind: ChargeKind;
  readonly groupBy: ChargeGrouping;
  readonly category: ChargeCategory | null;
  readonly filters: readonly Filter[];
};

/** Goes into a group. Categories and support are told by patterns, so the way leads over services and usage types to filters. */
export function stepInto(
  place: ChargePlace,
  { key, narrow }: Pick<ChargeGroup, "key" | "narrow">,
): ChargeStep {
  const { kind, groupBy, category } = place;
  const filters = narrowed(place.filters, narrow);
  if (isNamedByFilters(kind) || groupBy === "usage" || (kind === "support" && groupBy === "service"))
    return { kind: "lineItems", filters: narrowed(filters, kindFilters(kind)) };
  if (kind === "support") return { kind: "view", groupBy: "service", category: null, filters };
  if (groupBy === "category")
    return { kind: "view", groupBy: "usage", category: categoryOf(key[0] ?? null), filters };
  const isTold = groupBy === "regionPair" || category !== null;
  const wanted = groupBy === "regionPair" ? "interRegion" : category;
  return { kind: "view", groupBy: isTold ? "usage" : "category", category: wanted, filters };
}

/** Filters of exactly the line items of a kind, for other screens; null where only patterns tell them. */
export function filtersOfKind(kind: ChargeKind, held: readonly Filter[]): readonly Filter[] | null {
  return isNamedByFilters(kind) ? narrowed(held, kindFilters(kind)) : null;
}

function categoryOf(text: string | null): ChargeCategory | null {
  return CHARGE_CATEGORIES.find((category) => category === text) ?? null;
}

/** A number of a view, or one month of it, as a question of its own; of all groups where `group` is null. */
export function chargeCell(
  query: ChargesQuery,
  group: Pick<ChargeGroup, "key" | "narrow"> | null,
  month: BillingPeriod | null = null,
): CostCell {
  const named = group === null ? filtersOfKind(query.kind, query.filters) : filtersOf(query, group);
  if (named !== null) return wholeCell({ ...query, filters: named }, month);
  const charges = scopeOf(query);
  const category = query.groupBy === "category" ? categoryOf(group?.key[0] ?? null) : null;
  const filters = narrowed(query.filters, group?.narrow ?? []);
  return {
    ...wholeCell({ ...query, filters }, month),
    charges: category === null ? charges : { ...charges, categories: [category] },
  };
}

/** What is left without some groups; null of region pairs, which several usage types and regions make together. */
export function restOfCharges(
  query: ChargesQuery,
  groups: readonly Pick<ChargeGroup, "key">[],
  month: BillingPeriod | null = null,
): CostCell | null {
  if (query.groupBy === "regionPair") return null;
  const whole = chargeCell(query, null, month);
  if (query.groupBy === "category") {
    const shown = new Set(groups.map(({ key }) => key[0]));
    const of = scopeOf(query).categories ?? categoriesOf(query.kind);
    return { ...whole, charges: { kind: query.kind, categories: of.filter((id) => !shown.has(id)) } };
  }
  const asked = { ...whole, groupBy: dimensionsOf(query.groupBy) };
  const keys = groups.map(({ key }) => key);
  return { ...whole, ...restCell(asked, keys, month), ...(whole.charges && { charges: whole.charges }) };
}

/** Filters that keep exactly a group's line items, where there are such. */
function filtersOf(
  query: ChargesQuery,
  group: Pick<ChargeGroup, "key" | "narrow">,
): readonly Filter[] | null {
  const step = stepInto(query, group);
  return step.kind === "lineItems" ? step.filters : null;
}

/** Filters with those of a group in the place of others that include the same dimension. */
function narrowed(held: readonly Filter[], by: readonly Filter[]): readonly Filter[] {
  const isReplaced = (filter: Filter): boolean =>
    by.some(({ dimension, mode }) => dimension === filter.dimension && mode === filter.mode);
  const joined = by.map((filter) => {
    const before = held.find(({ dimension, mode }) => dimension === filter.dimension && mode === filter.mode);
    if (before === undefined) return filter;
    const values =
      filter.mode === "include"
        ? filter.values.filter((value) => before.values.includes(value))
        : [...new Set([...before.values, ...filter.values])];
    return { ...filter, values };
  });
  return [...held.filter((filter) => !isReplaced(filter)), ...joined];
}
