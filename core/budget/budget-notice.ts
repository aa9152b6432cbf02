import { type Decimal, SCALE, scaledOf } from "../money/decimal.ts";
import type { Budget } from "./budget.ts";
import type { BudgetChanges } from "./budget-changes.ts";
import type { BudgetStatus, ThresholdState } from "./evaluate.ts";

type Evaluated = Extract<BudgetStatus, { kind: "evaluated" }>;

/** Names a threshold of one period: what was told of once is not told again. */
export function thresholdKey({ id, range }: Evaluated, { on, percent }: ThresholdState): string {
  return `${id} ${range.from} ${on} ${percent}`;
}

/** Thresholds that are passed and were not told of in this period, the highest first. */
export function newlyPassed(status: Evaluated, told: ReadonlySet<string>): readonly ThresholdState[] {
  return status.thresholds
    .filter((threshold) => threshold.isPassed && !told.has(thresholdKey(status, threshold)))
    .toSorted((a, b) => Number(b.on === "actual") - Number(a.on === "actual") || b.percent - a.percent);
}

/** What to tell of a passed threshold, with the service that drives the difference where one does. */
export function budgetNotice(
  budget: Budget,
  status: Evaluated,
  { threshold, changes }: { readonly threshold: ThresholdState; readonly changes: BudgetChanges | null },
): { readonly title: string; readonly body: string } {
  const cost = threshold.on === "actual" ? status.actual : status.expected;
  const verb = threshold.on === "actual" ? "has passed" : "is expected to pass";
  const money = (amount: Decimal | null): string => wholeMoney(amount, status.currency);
  const driver = changes?.drivers[0];
  // What fell does not explain why a threshold is passed.
  const because =
    driver === undefined || changes?.totalBefore === null || driver.change.startsWith("-")
      ? ""
      : ` Most of the change: ${driver.label ?? driver.value ?? "no value"} (+${wholeMoney(driver.change, status.currency)}).`;
  return {
    title: `${budget.name} ${verb} ${threshold.percent}%`,
    body: `${money(cost)} of ${money(status.amount)}${threshold.on === "actual" ? "" : " by the end of the period"}.${because}`,
  };
}

/** Rounded to the whole unit: `1,234 USD`. */
function wholeMoney(amount: Decimal | null, currency: string | null): string {
  if (amount === null) return "an unknown amount";
  const scaled = scaledOf(amount);
  const unit = 10n ** BigInt(SCALE);
  const whole = ((scaled < 0n ? -scaled : scaled) + unit / 2n) / unit;
  const grouped = whole.toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${scaled < 0n && whole > 0n ? "-" : ""}${grouped}${currency === null ? "" : ` ${currency}`}`;
}
