import { formatScaled, scaledOf, type Decimal } from "../money/decimal.ts";
import {
  addDays,
  lengthInDays,
  periodOf,
  rangeOfPeriod,
  type BillingPeriod,
  type UsageDate,
} from "../time/period.ts";

/** Months from which the pace of a credit is taken. */
const PACE_MONTHS = 3;

/** What the bills of a credit tell, and what follows where the user says how much was granted. */
export type CreditOutlook = {
  /** Used in the months held, as a positive amount. Use in earlier months is not known. */
  readonly used: Decimal;
  readonly firstMonth: BillingPeriod | null;
  readonly lastMonth: BillingPeriod | null;
  /** Used in an average of the last whole months with it (up to three); `null` while there is none. */
  readonly monthly: Decimal | null;
  /** Those months, and what was used in each. */
  readonly pace: readonly { readonly month: BillingPeriod; readonly used: Decimal }[];
  /** Last whole month against the one before. */
  readonly trend: "rising" | "falling" | "steady" | null;
  /** `ended`: a whole later month has none of it. */
  readonly state: "running" | "ended" | "unused";
  /** Granted less used; never below 0. `null` where nobody has said what was granted. */
  readonly remaining: Decimal | null;
  readonly runOut: CreditRunOut | null;
};

/** `seen`: the last month that used it, since the bills show its end. `expected`: the day on which the rest is gone at its pace. */
export type CreditRunOut =
  | { readonly kind: "seen"; readonly month: BillingPeriod }
  | { readonly kind: "expected"; readonly day: UsageDate };

type CreditUse = {
  readonly months: readonly BillingPeriod[];
  /** As billed, below 0; `null` where a month is not held. */
  readonly values: readonly (Decimal | null)[];
  /** First day without data. */
  readonly dataEnd: UsageDate;
  readonly granted: Decimal | null;
};

type Month = { readonly month: BillingPeriod; readonly used: bigint; readonly isWhole: boolean };

export function creditOutlook({ months, values, dataEnd, granted }: CreditUse): CreditOutlook {
  const known = months.flatMap((month, at): Month[] => {
    const value = values[at] ?? null;
    const isWhole = rangeOfPeriod(month).to <= dataEnd;
    return value === null ? [] : [{ month, used: -scaledOf(value), isWhole }];
  });
  const using = known.filter(({ used }) => used !== 0n);
  const used = using.reduce((sum, month) => sum + month.used, 0n);
  const last = using.at(-1)?.month ?? null;
  const state = last === null ? "unused" : hasEnded(known, last) ? "ended" : "running";
  const whole = using.filter(({ isWhole }) => isWhole);
  const remaining = granted === null ? null : atLeastZero(scaledOf(granted) - used);
  return {
    used: formatScaled(used),
    firstMonth: using[0]?.month ?? null,
    lastMonth: last,
    monthly: averageOf(whole),
    pace: whole.slice(-PACE_MONTHS).map(({ month, used: amount }) => ({ month, used: formatScaled(amount) })),
    trend: trendOf(whole),
    state,
    remaining: remaining === null ? null : formatScaled(remaining),
    runOut: runOutOf({ state, last, remaining, whole, dataEnd }),
  };
}

/** Credits are booked late in a month, so only a whole month without them tells that they ended. */
function hasEnded(known: readonly Month[], last: BillingPeriod): boolean {
  return known.some(({ month, isWhole }) => month > last && isWhole);
}

function averageOf(whole: readonly Month[]): Decimal | null {
  const recent = whole.slice(-PACE_MONTHS);
  if (recent.length === 0) return null;
  return formatScaled(sumOf(recent) / BigInt(recent.length));
}

function trendOf(whole: readonly Month[]): CreditOutlook["trend"] {
  const [before, now] = whole.slice(-2);
  if (before === undefined || now === undefined) return null;
  if (before.used === now.used) return "steady";
  return now.used > before.used ? "rising" : "falling";
}

function runOutOf(told: {
  readonly state: CreditOutlook["state"];
  readonly last: BillingPeriod | null;
  readonly remaining: bigint | null;
  readonly whole: readonly Month[];
  readonly dataEnd: UsageDate;
}): CreditRunOut | null {
  const { state, last, remaining, whole, dataEnd } = told;
  if (last === null) return null;
  if (state === "ended" || remaining === 0n) return { kind: "seen", month: last };
  const recent = whole.slice(-PACE_MONTHS);
  const pace = sumOf(recent);
  if (remaining === null || pace <= 0n) return null;
  const days = recent.reduce((sum, { month }) => sum + lengthInDays(rangeOfPeriod(month)), 0);
  const left = (remaining * BigInt(days) + pace - 1n) / pace;
  return left > LONGEST_DAYS
    ? null
    : { kind: "expected", day: addDays(startOf(dataEnd, last), Number(left)) };
}

/** A century: what lasts longer has no day that anyone plans with. */
const LONGEST_DAYS = 36_500n;

/** A month that is under way may hold its credit already; what is left then lasts from its end. */
function startOf(dataEnd: UsageDate, last: BillingPeriod): UsageDate {
  return last === periodOf(addDays(dataEnd, -1)) ? rangeOfPeriod(last).to : dataEnd;
}

function sumOf(months: readonly Month[]): bigint {
  return months.reduce((sum, { used }) => sum + used, 0n);
}

function atLeastZero(value: bigint): bigint {
  return value < 0n ? 0n : value;
}
