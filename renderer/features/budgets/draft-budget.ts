import {
  type Budget,
  type BudgetAmount,
  type BudgetRhythm,
  type BudgetScope,
  type BudgetThreshold,
  filtersOf,
  scopeOf,
} from "#core/budget/budget.ts";
import { NO_DEFINITIONS } from "#core/allocation/definitions.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import { type Decimal, formatScaled, parseScaled } from "#core/money/decimal.ts";
import { addMonths, type BillingPeriod } from "#core/time/period.ts";

/** A budget as it is typed: texts that may not be numbers yet. */
export type BudgetDraft = {
  readonly name: string;
  readonly filters: readonly Filter[];
  /** A business unit in the place of filters. */
  readonly unit: Extract<BudgetScope, { kind: "unit" }> | null;
  readonly metric: MetricId;
  readonly currency: string | null;
  readonly rhythm: BudgetRhythm["kind"];
  readonly rollingMonths: string;
  readonly amounts: BudgetAmount["kind"];
  readonly amount: string;
  readonly months: readonly { readonly month: BillingPeriod; readonly amount: string }[];
  readonly thresholds: readonly { readonly on: BudgetThreshold["on"]; readonly percent: string }[];
};

/** What keeps a draft from being a budget, by field. */
export type DraftProblems = Readonly<
  Partial<Record<"name" | "amount" | "months" | "rollingMonths" | "thresholds", string>>
>;

const MONTHS_SHOWN = 12;
const MOST_ROLLING = 36;
const MOST_PERCENT = 1_000;

/** A new draft; its month list begins with `first`. */
export function emptyDraft(metric: MetricId, first: BillingPeriod): BudgetDraft {
  return {
    name: "",
    filters: [],
    unit: null,
    metric,
    currency: null,
    rhythm: "monthly",
    rollingMonths: "3",
    amounts: "same",
    amount: "",
    months: monthsFrom(first),
    thresholds: [
      { on: "actual", percent: "80" },
      { on: "actual", percent: "100" },
      { on: "forecast", percent: "100" },
    ],
  };
}

export function draftOf(budget: Budget, first: BillingPeriod): BudgetDraft {
  const { amount, rhythm } = budget;
  const listed =
    amount.kind === "months" ? amount.months.toSorted((a, b) => (a.month < b.month ? -1 : 1)) : [];
  return {
    name: budget.name,
    filters: filtersOf(budget.scope, NO_DEFINITIONS) ?? [],
    unit: budget.scope.kind === "unit" ? budget.scope : null,
    metric: budget.metric,
    currency: budget.currency,
    rhythm: rhythm.kind,
    rollingMonths: rhythm.kind === "rolling" ? String(rhythm.months) : "3",
    amounts: amount.kind,
    amount: amount.kind === "same" ? plain(amount.amount) : "",
    months:
      listed.length === 0
        ? monthsFrom(first)
        : listed.map((each) => ({ month: each.month, amount: plain(each.amount) })),
    thresholds: budget.thresholds.map(({ on, percent }) => ({ on, percent: String(percent) })),
  };
}

/** The budget a draft makes, or what is missing. */
export function budgetOf(
  draft: BudgetDraft,
  id: string,
):
  | { readonly kind: "budget"; readonly budget: Budget }
  | { readonly kind: "problems"; readonly problems: DraftProblems } {
  const rolling = wholeNumber(draft.rollingMonths, MOST_ROLLING);
  const percents = draft.thresholds.map(({ on, percent }) => ({
    on,
    percent: wholeNumber(percent, MOST_PERCENT),
  }));
  const amount = parseAmount(draft.amount);
  const months = draft.months
    .filter((each) => each.amount.trim() !== "")
    .map((each) => ({ month: each.month, amount: parseAmount(each.amount) }));
  const problems: DraftProblems = {
    ...(draft.name.trim() === "" ? { name: "Give the budget a name." } : {}),
    ...(draft.amounts === "same" && amount === null
      ? { amount: "Enter an amount above 0, such as 12,500." }
      : {}),
    ...(draft.amounts === "months" && (months.length === 0 || months.some((each) => each.amount === null))
      ? { months: "Enter an amount above 0 for the first month; a month left blank is like the one before." }
      : {}),
    ...(draft.rhythm === "rolling" && rolling === null
      ? { rollingMonths: `Enter 1 to ${MOST_ROLLING} months.` }
      : {}),
    ...(percents.some(({ percent }) => percent === null)
      ? { thresholds: `Each threshold is a whole percentage from 1 to ${MOST_PERCENT}.` }
      : {}),
  };
  if (Object.keys(problems).length > 0) return { kind: "problems", problems };
  return {
    kind: "budget",
    budget: {
      id,
      name: draft.name.trim(),
      scope: draft.unit ?? scopeOf(draft.filters),
      metric: draft.metric,
      currency: draft.currency,
      rhythm: draft.rhythm === "rolling" ? { kind: "rolling", months: rolling ?? 1 } : { kind: draft.rhythm },
      amount:
        draft.amounts === "same"
          ? { kind: "same", amount: amount ?? "0.0" }
          : {
              kind: "months",
              months: months.flatMap((each) =>
                each.amount === null ? [] : [{ month: each.month, amount: each.amount }],
              ),
            },
      thresholds: distinct(
        percents.flatMap(({ on, percent }) => (percent === null ? [] : [{ on, percent }])),
      ),
    },
  };
}

/** A positive amount as people type it: `12,500`, `12 500.50`, `1'000`. Null when it is none. */
export function parseAmount(text: string): Decimal | null {
  const bare = text.replace(/[\s_'’]|,(?=\d{3}(\D|$))/g, "");
  if (!/^\d+(\.\d+)?$/.test(bare)) return null;
  const scaled = parseScaled(bare);
  return scaled === null || scaled <= 0n ? null : formatScaled(scaled);
}

function plain(amount: Decimal): string {
  return amount.replace(/\.?0+$/, "");
}

function wholeNumber(text: string, most: number): number | null {
  const value = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : null;
}

function monthsFrom(first: BillingPeriod): BudgetDraft["months"] {
  return Array.from({ length: MONTHS_SHOWN }, (_, at) => ({ month: addMonths(first, at), amount: "" }));
}

function distinct(thresholds: readonly BudgetThreshold[]): readonly BudgetThreshold[] {
  return thresholds
    .filter(
      ({ on, percent }, at) =>
        thresholds.findIndex((each) => each.on === on && each.percent === percent) === at,
    )
    .toSorted((a, b) => a.on.localeCompare(b.on) || a.percent - b.percent);
}
