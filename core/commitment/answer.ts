import { groupBy } from "../collection/group-by.ts";
import { formatScaled, scaledOf } from "../money/decimal.ts";
import type { BillingPeriod, DateRange, Granularity } from "../time/period.ts";
import { addDays, lengthInDays, periodOf, periodsOf } from "../time/period.ts";
import {
  type Commitment,
  type CommitmentAmounts,
  type CommitmentGap,
  type CommitmentKind,
  type CommitmentLimit,
  type CommitmentQuery,
  type CommitmentSide,
  type CommitmentTerms,
  type Consumer,
  isPlanType,
} from "./commitment.ts";
import { evenPart } from "./spread.ts";
import { type FactSums, Tally, type TallyScope } from "./tally.ts";

/** Summed facts over `units` days or hours from `unit` on, counted from the start of the range. */
export type TimedFact = FactSums & {
  readonly unit: number;
  readonly units: number;
  readonly program: string | null;
};

/** Summed facts of one commitment in one account; `unit` is null where they lie wholly in the range. */
export type CommitmentFact = FactSums & {
  readonly unit: number | null;
  readonly units: number | null;
  /** Of facts that lie wholly in the range, where months are asked for. */
  readonly month: BillingPeriod | null;
  readonly arn: string;
  readonly program: string | null;
  readonly account: string | null;
  readonly feeHours: number;
};

/** Contract of a commitment with the newest period it has line items in. */
export type KnownTerms = CommitmentTerms & {
  readonly arn: string;
  readonly kind: CommitmentKind;
  readonly program: string | null;
  readonly lastSeen: BillingPeriod;
};

/** Counts of line items of one period and kind whose amounts are not told. */
export type GapCount = {
  readonly billingPeriod: BillingPeriod;
  readonly kind: CommitmentKind | null;
  readonly noList: number;
  readonly noCost: number;
  readonly noUnused: number;
  readonly noCommitted: number;
  readonly noUnits: number;
  readonly longUsage: number;
};

/** Sides of an answer over buckets, monthly fees spread evenly over the days (or hours) they cover. */
export function sidesOf(
  facts: readonly TimedFact[],
  range: DateRange,
  granularity: Granularity,
  buckets: readonly string[],
): {
  readonly all: CommitmentSide;
  readonly savingsPlans: CommitmentSide;
  readonly reservations: CommitmentSide;
} {
  const held = facts.flatMap(({ kind, program }) =>
    kind === "savingsPlan" && program !== null ? [program] : [],
  );
  const planTypes: ReadonlySet<string> = new Set(["Compute", ...held.filter(isPlanType)]);
  const bucketOfUnit = bucketIndexes(range, granularity, buckets);
  const side = (kind: CommitmentKind | null): CommitmentSide =>
    sideOf(facts, { kind, planTypes }, buckets.length, bucketOfUnit);
  return { all: side(null), savingsPlans: side("savingsPlan"), reservations: side("reservation") };
}

function sideOf(
  facts: readonly TimedFact[],
  scope: TallyScope,
  count: number,
  bucketOfUnit: readonly number[],
): CommitmentSide {
  const total = new Tally(scope);
  const tallies = Array.from({ length: count }, () => new Tally(scope));
  const present = new Set<number>();
  for (const fact of facts) {
    const { unit, units } = fact;
    const only = units === 1 ? bucketOfUnit[unit] : undefined;
    if (only !== undefined) {
      tallies[only]?.add(fact);
      total.add(fact);
      present.add(only);
      continue;
    }
    for (const [bucket, [first, end]] of spansOf(unit, units, bucketOfUnit)) {
      const part = (amount: bigint): bigint => partOf(amount, first - unit, end - unit, units);
      tallies[bucket]?.add(fact, part);
      total.add(fact, part);
      present.add(bucket);
    }
  }
  return {
    total: total.amounts(),
    values: tallies.map((tally, bucket) => (present.has(bucket) ? tally.amounts() : null)),
  };
}

/** The units of a fact inside the range, gathered by bucket: first and end. */
function spansOf(
  unit: number,
  units: number,
  bucketOfUnit: readonly number[],
): ReadonlyMap<number, readonly [number, number]> {
  const spans = new Map<number, readonly [number, number]>();
  for (let at = Math.max(0, unit); at < Math.min(unit + units, bucketOfUnit.length); at += 1) {
    const bucket = bucketOfUnit[at] ?? 0;
    const [first = at] = spans.get(bucket) ?? [];
    spans.set(bucket, [first, at + 1]);
  }
  return spans;
}

/** Parts `first` up to `end` of an amount spread evenly over `units`. */
function partOf(amount: bigint, first: number, end: number, units: number): bigint {
  if (first === 0 && end === units) return amount;
  let sum = 0n;
  for (let index = first; index < end; index += 1) sum += evenPart(amount, index, units);
  return sum;
}

/** Bucket of every day (or hour, when asked by the hour) of the range. */
function bucketIndexes(
  range: DateRange,
  granularity: Granularity,
  buckets: readonly string[],
): readonly number[] {
  const days = lengthInDays(range);
  if (granularity === "hour") return Array.from({ length: days * 24 }, (_, index) => index);
  if (granularity === "day") return Array.from({ length: days }, (_, index) => index);
  if (granularity === "total") return Array.from({ length: days }, () => 0);
  const byPeriod = new Map(buckets.map((bucket, index) => [bucket, index]));
  return Array.from({ length: days }, (_, index) => byPeriod.get(periodOf(addDays(range.from, index))) ?? 0);
}

/** Every commitment with its contract, what it cost and saved in the range, and who used it. */
export function commitmentsOf(
  terms: readonly KnownTerms[],
  facts: readonly CommitmentFact[],
  { range, byMonth = false }: Pick<CommitmentQuery, "range" | "byMonth">,
  labelOf: (account: string | null) => string | null,
): readonly Commitment[] {
  const byArn = groupBy(facts, ({ arn }) => arn);
  const spans = { whole: { first: 0, end: lengthInDays(range) }, months: byMonth ? monthSpans(range) : [] };
  return terms.map((known) => {
    const own = byArn.get(known.arn) ?? [];
    const owner = ownerOf(known.arn);
    return {
      ...known,
      owner,
      ownerLabel: labelOf(owner),
      amounts: own.length === 0 ? null : amountsOf(own, known.kind, spans.whole),
      months: monthsOf(own, known.kind, spans.months),
      hourly: known.kind === "savingsPlan" ? hourlyOf(own) : null,
      consumers: consumersOf(own, known.kind, spans, labelOf),
    };
  });
}

/** Days `first` up to `end`, counted from the start of the range; those of one month, or all. */
type DaySpan = { readonly first: number; readonly end: number; readonly month?: BillingPeriod };
type MonthSpan = Required<DaySpan>;

function monthSpans(range: DateRange): readonly MonthSpan[] {
  const months = periodsOf(range);
  const starts = months.map((month, at) =>
    at === 0 ? 0 : lengthInDays({ from: range.from, to: `${month}-01` }),
  );
  return months.map((month, at) => ({
    month,
    first: starts[at] ?? 0,
    end: starts[at + 1] ?? lengthInDays(range),
  }));
}

/** The account inside an ARN: `arn:aws:ec2:eu-west-1:123456789012:reserved-instances/...`. */
export function ownerOf(arn: string): string | null {
  const account = arn.split(":")[4] ?? "";
  return /^\d{12}$/.test(account) ? account : null;
}

function amountsOf(
  facts: readonly CommitmentFact[],
  kind: CommitmentKind,
  { first, end }: DaySpan,
): CommitmentAmounts {
  const tally = new Tally({ kind, planTypes: new Set() });
  for (const fact of facts) {
    const { unit, units } = fact;
    if (unit === null || units === null) {
      tally.add(fact);
      continue;
    }
    const from = Math.max(0, first - unit);
    const to = Math.max(from, Math.min(units, end - unit));
    tally.add(fact, (amount) => partOf(amount, from, to, units));
  }
  return tally.amounts();
}

/** What there is of each month. */
function monthsOf(
  facts: readonly CommitmentFact[],
  kind: CommitmentKind,
  spans: readonly MonthSpan[],
): Commitment["months"] {
  return spans.flatMap((span) => {
    const { month, first, end } = span;
    const own = facts.filter((fact) =>
      fact.unit === null || fact.units === null
        ? fact.month === month
        : fact.unit < end && fact.unit + fact.units > first,
    );
    return own.length === 0 ? [] : [{ month, amounts: amountsOf(own, kind, span) }];
  });
}

function consumersOf(
  facts: readonly CommitmentFact[],
  kind: CommitmentKind,
  spans: { readonly whole: DaySpan; readonly months: readonly MonthSpan[] },
  labelOf: (account: string | null) => string | null,
): readonly Consumer[] {
  const covered = facts.filter(({ role }) => role === "covered");
  const consumers = [...groupBy(covered, ({ account }) => account)].map(([account, own]): Consumer => {
    const { coveredList, coveredCost } = amountsOf(own, kind, spans.whole);
    const months = monthsOf(own, kind, spans.months).map(({ month, amounts }) => ({
      month,
      list: amounts.coveredList,
      cost: amounts.coveredCost,
    }));
    return { account, label: labelOf(account), list: coveredList, cost: coveredCost, months };
  });
  return consumers.toSorted((a, b) => Number(scaledOf(b.cost ?? "0.0") - scaledOf(a.cost ?? "0.0")));
}

function hourlyOf(facts: readonly CommitmentFact[]): Commitment["hourly"] {
  if (facts.some(({ role, amounts }) => role === "covered" && (amounts.committed ?? 0n) !== 0n)) return null;
  const fees = facts.filter(({ role, amounts }) => role === "fee" && amounts.committed !== null);
  const hours = fees.reduce((sum, { feeHours }) => sum + feeHours, 0);
  if (hours === 0) return null;
  const committed = fees.reduce((sum, { amounts }) => sum + (amounts.committed ?? 0n), 0n);
  return { amount: formatScaled(committed / BigInt(hours)), committed: formatScaled(committed), hours };
}

const GAP_COLUMNS = {
  cur: {
    savingsPlan: {
      noList: ["pricing_public_on_demand_cost"],
      noCost: ["savings_plan_savings_plan_effective_cost"],
      noUnused: [],
      noCommitted: ["savings_plan_total_commitment_to_date", "savings_plan_used_commitment"],
      noUnits: [],
    },
    reservation: {
      noList: ["pricing_public_on_demand_cost"],
      noCost: ["reservation_effective_cost"],
      noUnused: ["reservation_unused_recurring_fee"],
      noCommitted: [],
      noUnits: ["reservation_total_reserved_units", "reservation_unused_quantity"],
    },
  },
  focus: {
    savingsPlan: {
      noList: ["list_cost"],
      noCost: ["effective_cost"],
      noUnused: ["effective_cost"],
      noCommitted: [],
      noUnits: [],
    },
    reservation: {
      noList: ["list_cost"],
      noCost: ["effective_cost"],
      noUnused: ["effective_cost"],
      noCommitted: [],
      noUnits: [],
    },
  },
} as const;

/** Periods in which amounts are missing, with the columns that would tell them. */
export function gapsOf(
  counts: readonly GapCount[],
  familyOf: (period: BillingPeriod) => "cur" | "focus",
): readonly CommitmentGap[] {
  return counts.flatMap((count) => {
    const { billingPeriod, kind } = count;
    if (kind === null) return [];
    const names = GAP_COLUMNS[familyOf(billingPeriod)][kind];
    const columns = [
      ...(count.noList > 0 ? names.noList : []),
      ...(count.noCost > 0 ? names.noCost : []),
      ...(count.noUnused > 0 ? names.noUnused : []),
      ...(count.noCommitted > 0 ? names.noCommitted : []),
      ...(count.noUnits > 0 ? names.noUnits : []),
    ];
    return columns.length === 0 ? [] : [{ billingPeriod, kind, columns: [...new Set<string>(columns)] }];
  });
}

/** What the formats in the range can never tell, and whether usage comes by the day. */
export function limitsOf(counts: readonly GapCount[], hasFocus: boolean): readonly CommitmentLimit[] {
  const isDaily = counts.some(({ longUsage }) => longUsage > 0);
  return [
    ...(hasFocus ? (["terms", "units", "netCosts"] as const) : []),
    ...(isDaily ? (["dailyUsage"] as const) : []),
  ];
}
