import { type Decimal, formatScaled } from "../../money/decimal.ts";
import { periodOfBucket } from "./buckets.ts";
import type { AnswerRow } from "./compile.ts";
import type { CostAnswer, CostGroup } from "./cost-query.ts";

export type AnswerFrame = Pick<
  CostAnswer,
  "buckets" | "missing" | "answeredFrom" | "currency" | "currencies"
> & {
  readonly limit: number;
  /** Billing periods with a delivery that can answer; elsewhere nothing is known. */
  readonly periods: ReadonlySet<string>;
  /** Newest period held, and its last day with usage: behind that nothing is known yet. */
  readonly newestPeriod: string | null;
  readonly lastDay: string | null;
};

type Group = {
  readonly key: readonly (string | null)[];
  /** By bucket. A bucket that is not there has no line items; null is one whose amount is not known. */
  readonly cells: Map<number, bigint | null>;
  readonly units: Set<string>;
  lineItems: number;
};

/** Puts the rows of the compiled statement together; `labels` are left for the caller to fill. */
export function answerFrom(rows: Iterable<AnswerRow>, frame: AnswerFrame): CostAnswer {
  const slots = new Map<number, Group>();
  const whole = newGroup([]);
  let groupCount = 0;
  for (const row of rows) {
    const group = slots.get(row.slot) ?? newGroup(row.key);
    slots.set(row.slot, group);
    add(group, row);
    add(whole, row);
    groupCount = Math.max(groupCount, row.lastRank);
  }
  const known = frame.buckets.map((bucket) => isKnown(frame, bucket));
  const listed = [...slots].filter(([slot]) => slot <= frame.limit).toSorted(([a], [b]) => a - b);
  const rest = slots.get(frame.limit + 1);
  return {
    currency: frame.currency,
    currencies: frame.currencies,
    buckets: frame.buckets,
    groups: listed.map(([, group]) => listedGroup(group, known)),
    other: rest === undefined ? null : { groups: groupCount - frame.limit, ...summary(rest, known) },
    ...summary(whole, known),
    missing: frame.missing,
    answeredFrom: frame.answeredFrom,
  };
}

function listedGroup(group: Group, known: readonly boolean[]): CostGroup {
  return {
    key: group.key,
    labels: group.key.map(() => null),
    ...summary(group, known),
    units: [...group.units].toSorted(),
  };
}

function summary(group: Group, known: readonly boolean[]) {
  const total = totalOf(group, known);
  const values = known.map((isBucketKnown, bucket) => {
    const amount = group.cells.get(bucket);
    if (total === null || amount === null) return null;
    return amount === undefined ? (isBucketKnown ? NOTHING : null) : formatScaled(amount);
  });
  return { total: total === null ? null : formatScaled(total), values, lineItems: group.lineItems };
}

const NOTHING: Decimal = formatScaled(0n);

/** Amounts in several units have no sum; nor has a group of which no amount is known. */
function totalOf({ cells, units }: Group, known: readonly boolean[]): bigint | null {
  if (units.size > 1) return null;
  if (cells.size === 0) return known.includes(true) ? 0n : null;
  const amounts = [...cells.values()].filter((amount) => amount !== null);
  return amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0n);
}

/** Whether anything can be known of a bucket: its period is held, and it does not lie ahead of the newest day. */
export function isKnown(
  frame: Pick<AnswerFrame, "periods" | "newestPeriod" | "lastDay">,
  bucket: string,
): boolean {
  const period = periodOfBucket(bucket);
  if (period === null) return frame.periods.size > 0;
  const isDay = bucket.length > period.length;
  const isAhead =
    isDay && period === frame.newestPeriod && frame.lastDay !== null && bucket.slice(0, 10) > frame.lastDay;
  return frame.periods.has(period) && !isAhead;
}

function add(group: Group, { bucket, amount, lineItems, units }: AnswerRow): void {
  const before = group.cells.get(bucket) ?? null;
  group.cells.set(bucket, amount === null ? before : (before ?? 0n) + amount);
  group.lineItems += lineItems;
  for (const unit of units) group.units.add(unit);
}

function newGroup(key: readonly (string | null)[]): Group {
  return { key, cells: new Map(), units: new Set(), lineItems: 0 };
}
