import { type Decimal, formatScaled, scaledOf } from "../money/decimal.ts";
import type { DateRange } from "../time/period.ts";
import type { PlanType } from "./commitment.ts";

/** A Savings Plan to try on the hours on disk. */
export type SimulationQuery = {
  readonly range: DateRange;
  readonly currency: string | null;
  readonly planType: PlanType;
  /** Family and Region of an EC2 Instance plan: `m6i eu-west-1`; null for all. */
  readonly scope: string | null;
  /** Whether usage that Savings Plans pay for today is sized anew, as when they expire. */
  readonly includesCovered: boolean;
  /** Commitment per hour to look at; null takes the best. */
  readonly commitment: Decimal | null;
  /** Discount on the on-demand price, `0.27`; null takes the one of the own line items. */
  readonly discount: Decimal | null;
  /** Fall of usage that the risk is worked out for, in percent. */
  readonly dropPercent: number;
};

/** What a plan would have brought. */
export type PlanOutcome = {
  /** Per hour. */
  readonly commitment: Decimal;
  /** Commitment over all hours. */
  readonly cost: Decimal;
  /** Eligible usage at on-demand prices that it would have paid for. */
  readonly covered: Decimal;
  /** `covered - cost`; negative is a loss. */
  readonly saving: Decimal;
  /** Used share of the commitment. */
  readonly utilisation: number | null;
  /** Covered share of eligible usage. */
  readonly coverage: number | null;
  /** Saving had usage been lower by `dropPercent`. */
  readonly savingAfterDrop: Decimal;
};

export type SimulationAnswer = {
  readonly currency: string | null;
  readonly currencies: readonly string[];
  /** Hours on disk within the range. */
  readonly hours: number;
  /** Of these, how many are a day's amount spread evenly, since the files hold days. */
  readonly spreadHours: number;
  /** Eligible usage at on-demand prices over all hours. */
  readonly demand: Decimal;
  /** Discount used; null when neither the line items nor the user tell one. */
  readonly discount: {
    readonly source: "lineItems" | "given";
    readonly rate: Decimal;
    /** Covered usage it was taken from. */
    readonly list: Decimal | null;
    readonly cost: Decimal | null;
  } | null;
  /** Utilisation under which a plan costs more than it saves: `1 - discount`. */
  readonly breakEven: Decimal | null;
  readonly best: PlanOutcome | null;
  readonly chosen: PlanOutcome | null;
  /** Fall of usage, in percent, that takes all of the chosen plan's saving; null when it saves nothing anyway. */
  readonly fatalDropPercent: number | null;
  /** Outcomes over growing commitments. */
  readonly curve: readonly PlanOutcome[];
  /** What plans could be sized for, largest first. */
  readonly choices: readonly DemandChoiceFact[];
};

export type DemandChoiceFact = {
  readonly planType: PlanType;
  readonly scope: string | null;
  readonly list: Decimal;
};

/** Price of a plan for usage: `cost` paid for `list` at on-demand prices. */
export type PlanRate = { readonly list: bigint; readonly cost: bigint };

const ONE = 10n ** 18n;
const CURVE_POINTS = 48;
/** Steps the fatal fall is searched in: tenths of a percent. */
const DROP_STEPS = 1_000;

/** Eligible usage of every hour, in order of size, with running sums. */
export type Demand = {
  readonly sorted: readonly bigint[];
  readonly sums: readonly bigint[];
  readonly total: bigint;
};

export function demandOf(hours: readonly bigint[]): Demand {
  const sorted = hours.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const sums: bigint[] = [0n];
  for (const amount of sorted) sums.push((sums.at(-1) ?? 0n) + amount);
  return { sorted, sums, total: sums.at(-1) ?? 0n };
}

/** Rate of a discount given as a share of the on-demand price. */
export function rateOfDiscount(discount: Decimal): PlanRate {
  return { list: ONE, cost: ONE - scaledOf(discount) };
}

/**
 * The commitment that saves most: `(1 - d)` times the d-quantile of hourly eligible usage (the newsvendor's rule). Up to
 * there more than `1 - d` of the hours still need what is added.
 */
export function bestCommitment({ sorted }: Demand, { list, cost }: PlanRate): bigint {
  const hours = BigInt(sorted.length);
  const discount = list - cost;
  if (hours === 0n || list <= 0n || discount <= 0n) return 0n;
  const rank = (hours * discount + list - 1n) / list;
  return ((sorted[Number(rank) - 1] ?? 0n) * cost) / list;
}

/** What a commitment per hour would have brought, and had usage been lower. */
export function planOutcome(
  demand: Demand,
  rate: PlanRate,
  commitment: bigint,
  dropPercent: number,
): PlanOutcome {
  const hours = BigInt(demand.sorted.length);
  const reach = rate.cost === 0n ? demand.total : (commitment * rate.list) / rate.cost;
  const covered = coveredBy(demand, reach, 1_000n);
  const cost = commitment * hours;
  const dropped = coveredBy(demand, reach, remaining(dropPercent));
  return {
    commitment: formatScaled(commitment),
    cost: formatScaled(cost),
    covered: formatScaled(covered),
    saving: formatScaled(covered - cost),
    utilisation: quotient(covered, reach * hours),
    coverage: quotient(covered, demand.total),
    savingAfterDrop: formatScaled(dropped - cost),
  };
}

/** Outcomes of commitments from nothing to what the busiest hour needs, or three times the best where that is far. */
export function savingCurve(demand: Demand, rate: PlanRate, dropPercent: number): readonly PlanOutcome[] {
  const busiest = ((demand.sorted.at(-1) ?? 0n) * rate.cost) / rate.list;
  const best = bestCommitment(demand, rate);
  const end = best > 0n && busiest > 3n * best ? 3n * best : busiest;
  if (end <= 0n) return [];
  return Array.from({ length: CURVE_POINTS + 1 }, (_, index) =>
    planOutcome(demand, rate, (end * BigInt(index)) / BigInt(CURVE_POINTS), dropPercent),
  );
}

/** Smallest fall of usage, in percent to a tenth, at which a commitment saves nothing any more; null when it saves nothing now. */
export function fatalDrop(demand: Demand, rate: PlanRate, commitment: bigint): number | null {
  const saves = (step: number): boolean => {
    const reach = rate.cost === 0n ? demand.total : (commitment * rate.list) / rate.cost;
    const covered = coveredBy(demand, reach, BigInt(DROP_STEPS - step));
    return covered > commitment * BigInt(demand.sorted.length);
  };
  if (commitment <= 0n || !saves(0)) return null;
  let [low, high] = [0, DROP_STEPS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (saves(middle)) low = middle;
    else high = middle;
  }
  return high / 10;
}

/** Sum of `min(x, reach)` over hours whose usage is lowered to `keep` thousandths. */
function coveredBy({ sorted, sums, total }: Demand, reach: bigint, keep: bigint): bigint {
  if (keep === 0n) return 0n;
  const limit = (reach * 1_000n) / keep;
  const below = countUpTo(sorted, limit);
  const whole = sums[below] ?? total;
  return (whole * keep) / 1_000n + reach * BigInt(sorted.length - below);
}

/** How many of the sorted amounts are at most `limit`. */
function countUpTo(sorted: readonly bigint[], limit: bigint): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sorted[middle] ?? 0n) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function remaining(dropPercent: number): bigint {
  return BigInt(Math.round((100 - dropPercent) * 10));
}

function quotient(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number((part * 10n ** 12n) / whole) / 1e12;
}
