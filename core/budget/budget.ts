import { openDimension } from "../cost/dimension/dimension-ref.ts";
import { type Definitions, unitFilter } from "../allocation/definitions.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { Decimal } from "../money/decimal.ts";
import { assertNever } from "../result/assert-never.ts";
import type { BillingPeriod } from "../time/period.ts";

/** What a budget watches. */
export type BudgetScope =
  | { readonly kind: "all" }
  /** Linked accounts by 12-digit id. */
  | { readonly kind: "accounts"; readonly accounts: readonly string[] }
  | { readonly kind: "tag"; readonly key: string; readonly values: readonly (string | null)[] }
  | { readonly kind: "costCategory"; readonly name: string; readonly values: readonly (string | null)[] }
  /** A business unit with those below it, before shared costs are split; `name` is that of the time it was chosen. */
  | { readonly kind: "unit"; readonly unitId: string; readonly name: string }
  | { readonly kind: "filters"; readonly filters: readonly Filter[] };

/** How long one amount lasts. `rolling`: the month that goes on and those before it. */
export type BudgetRhythm =
  | { readonly kind: "monthly" }
  | { readonly kind: "quarterly" }
  | { readonly kind: "yearly" }
  | { readonly kind: "rolling"; readonly months: number };

/** `same`: each period as much. `months`: each month its own, a later month without one like the one before it. */
export type BudgetAmount =
  | { readonly kind: "same"; readonly amount: Decimal }
  | {
      readonly kind: "months";
      readonly months: readonly { readonly month: BillingPeriod; readonly amount: Decimal }[];
    };

/** A part of the amount, in whole percent, that someone wants to know of. */
export type BudgetThreshold = { readonly on: "actual" | "forecast"; readonly percent: number };

/** An amount that costs are held against, as the user made it. */
export type Budget = {
  readonly id: string;
  readonly name: string;
  readonly scope: BudgetScope;
  readonly metric: MetricId;
  /** `null` where the data has one currency only. */
  readonly currency: string | null;
  readonly rhythm: BudgetRhythm;
  readonly amount: BudgetAmount;
  readonly thresholds: readonly BudgetThreshold[];
};

/** The scope as filters of a cost query; null where its business unit is not in the model in force. */
export function filtersOf(
  scope: BudgetScope,
  definitions: Pick<Definitions, "model">,
): readonly Filter[] | null {
  switch (scope.kind) {
    case "all":
      return [];
    case "accounts":
      return [{ dimension: "linkedAccount", mode: "include", values: scope.accounts }];
    case "tag":
      return [{ dimension: `tag:${scope.key}`, mode: "include", values: scope.values }];
    case "costCategory":
      return [{ dimension: `costCategory:${scope.name}`, mode: "include", values: scope.values }];
    case "unit": {
      const filter = unitFilter(definitions, scope.unitId);
      return filter === null ? null : [filter];
    }
    case "filters":
      return scope.filters;
    default:
      return assertNever(scope);
  }
}

/** The scope that filters mean; `filtersOf` gives them back. */
export function scopeOf(filters: readonly Filter[]): BudgetScope {
  const [only, ...others] = filters;
  if (only === undefined) return { kind: "all" };
  if (others.length > 0 || only.mode === "exclude") return { kind: "filters", filters };
  const { dimension, values } = only;
  const accounts = values.filter((value) => value !== null);
  if (dimension === "linkedAccount" && accounts.length === values.length)
    return { kind: "accounts", accounts };
  const open = openDimension(dimension);
  if (open?.kind === "tag") return { kind: "tag", key: open.key, values };
  return open?.kind === "costCategory"
    ? { kind: "costCategory", name: open.key, values }
    : { kind: "filters", filters };
}
