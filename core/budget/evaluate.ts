import type { Forecast } from "../forecast/forecast.ts";
import { type Decimal, formatScaled, scaledOf, sumKnown } from "../money/decimal.ts";
import type { Failure } from "../result/failure.ts";
import { type BillingPeriod, type DateRange, periodsOf, type UsageDate } from "../time/period.ts";
import type { Budget, BudgetThreshold } from "./budget.ts";
import { amountOf, periodAt, periodsBefore } from "./budget-periods.ts";

/** `passed`: more is charged than budgeted. `atRisk`: more is expected. `unknown`: no amount, or no costs to hold against it. */
export type BudgetState = "ok" | "atRisk" | "passed" | "unknown";

export type ThresholdState = {
  readonly on: BudgetThreshold["on"];
  readonly percent: number;
  /** The money it stands for. */
  readonly amount: Decimal | null;
  readonly isPassed: boolean;
};

/** A period that is over. */
export type PastPeriod = {
  readonly range: DateRange;
  readonly amount: Decimal | null;
  /** `null` where a month of it is not held. */
  readonly actual: Decimal | null;
  readonly state: BudgetState;
};

export type MonthTotal = { readonly month: BillingPeriod; readonly amount: Decimal | null };

export type BudgetStatus =
  | {
      readonly kind: "evaluated";
      readonly id: string;
      readonly currency: string | null;
      /** The period the last day with data lies in. */
      readonly range: DateRange;
      readonly lastDay: UsageDate;
      readonly amount: Decimal | null;
      /** Everything charged in the period so far. */
      readonly actual: Decimal | null;
      readonly expected: Decimal | null;
      /** 80 % of such periods end between the two. */
      readonly low: Decimal | null;
      readonly high: Decimal | null;
      readonly state: BudgetState;
      readonly thresholds: readonly ThresholdState[];
      /** Newest first, as far back as anything is known. */
      readonly history: readonly PastPeriod[];
      /** What the scope cost, month by month, oldest first. */
      readonly months: readonly MonthTotal[];
      readonly forecast: Forecast;
    }
  | { readonly kind: "failed"; readonly id: string; readonly failure: Failure };

export type BudgetFacts = {
  readonly currency: string | null;
  readonly lastDay: UsageDate;
  /** Exact costs of the scope by month, oldest first; `null` where nothing is known. */
  readonly months: readonly MonthTotal[];
  readonly forecast: Forecast;
};

const MOST_PAST = 12;

/** Holds the costs of a budget's scope against its amounts. */
export function evaluateBudget(
  budget: Budget,
  facts: BudgetFacts,
): Extract<BudgetStatus, { kind: "evaluated" }> {
  const { currency, lastDay, months, forecast } = facts;
  const range = periodAt(budget.rhythm, lastDay);
  const amount = amountOf(budget.amount, range);
  // A budget can begin before the data does: what is known of its months is charged all the same.
  const actual = sumOfKnown(range, months);
  const outlook = outlookOf(range, months, forecast);
  return {
    kind: "evaluated",
    id: budget.id,
    currency,
    range,
    lastDay,
    amount,
    actual,
    expected: outlook?.expected ?? null,
    low: outlook?.low ?? null,
    high: outlook?.high ?? null,
    state: stateOf(amount, actual, outlook?.expected ?? null),
    thresholds: budget.thresholds.map((threshold) => ({
      ...threshold,
      amount: amount === null ? null : percentOf(amount, threshold.percent),
      isPassed: isPassed(threshold, amount, threshold.on === "actual" ? actual : (outlook?.expected ?? null)),
    })),
    history: periodsBefore(budget.rhythm, range, MOST_PAST)
      .map((past) => pastPeriod(budget, past, months))
      .filter(({ actual: known }) => known !== null),
    months,
    forecast,
  };
}

/** Exactly `percent` of an amount. */
export function percentOf(amount: Decimal, percent: number): Decimal {
  return formatScaled((scaledOf(amount) * BigInt(percent)) / 100n);
}

function isPassed({ percent }: BudgetThreshold, amount: Decimal | null, cost: Decimal | null): boolean {
  if (amount === null || cost === null || scaledOf(amount) <= 0n) return false;
  return scaledOf(cost) * 100n >= scaledOf(amount) * BigInt(percent);
}

function stateOf(amount: Decimal | null, actual: Decimal | null, expected: Decimal | null): BudgetState {
  if (amount === null || actual === null) return "unknown";
  const most = scaledOf(amount);
  if (scaledOf(actual) > most) return "passed";
  return expected !== null && scaledOf(expected) > most ? "atRisk" : "ok";
}

function pastPeriod(budget: Budget, range: DateRange, months: readonly MonthTotal[]): PastPeriod {
  const amount = amountOf(budget.amount, range);
  const actual = sumOfAll(range, months);
  return { range, amount, actual, state: stateOf(amount, actual, null) };
}

type Outlook = { readonly expected: Decimal; readonly low: Decimal; readonly high: Decimal };

/** Months that are over as charged, the others as expected; their doubts add up, since a wrong level is wrong in all. */
function outlookOf(range: DateRange, months: readonly MonthTotal[], forecast: Forecast): Outlook | null {
  if (forecast.kind === "none") return null;
  const sums = { expected: 0n, low: 0n, high: 0n };
  let isKnown = false;
  for (const month of periodsOf(range)) {
    const ahead = forecast.months.find((each) => each.month === month);
    const charged = months.find((each) => each.month === month)?.amount ?? null;
    if (ahead === undefined && charged === null) continue;
    isKnown = true;
    sums.expected += scaledOf(ahead?.expected ?? charged ?? "0.0");
    sums.low += scaledOf(ahead?.low ?? charged ?? "0.0");
    sums.high += scaledOf(ahead?.high ?? charged ?? "0.0");
  }
  return isKnown
    ? { expected: formatScaled(sums.expected), low: formatScaled(sums.low), high: formatScaled(sums.high) }
    : null;
}

function sumOfKnown(range: DateRange, months: readonly MonthTotal[]): Decimal | null {
  return sumKnown(inRange(range, months));
}

function sumOfAll(range: DateRange, months: readonly MonthTotal[]): Decimal | null {
  const amounts = inRange(range, months);
  return amounts.includes(null) ? null : sumOfKnown(range, months);
}

function inRange(range: DateRange, months: readonly MonthTotal[]): readonly (Decimal | null)[] {
  return periodsOf(range).map((month) => months.find((each) => each.month === month)?.amount ?? null);
}

/** Those of the months whose first day is in the range. */
export function monthsIn(months: readonly MonthTotal[], { from, to }: DateRange): readonly MonthTotal[] {
  return months.filter(({ month }) => `${month}-01` >= from && `${month}-01` < to);
}
