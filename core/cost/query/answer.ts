import { type Decimal, formatScaled, scaledOf } from "../../money/decimal.ts";
import { periodOfBucket } from "./buckets.ts";
import { CELL } from "./compile.ts";
import type { CostAnswer, CostGroup } from "./cost-query.ts";

/** A cell of the compiled statement's result. */
export type Cell = string | number | boolean | null | readonly unknown[] | object;

export type AnswerFrame = Pick<CostAnswer, "buckets" | "missing" | "answeredFrom"> & {
  readonly keys: number;
  readonly limit: number;
  /** Billing periods with a delivery that can answer; elsewhere nothing is known. */
  readonly periods: ReadonlySet<string>;
  /** Newest period held: behind its last day with usage nothing is known yet. */
  readonly newestPeriod: string | null;
  readonly currency: string | null;
};

type Amount = bigint | null;
type Group = {
  readonly key: readonly (string | null)[];
  readonly cells: Map<string, Amount>;
  readonly units: Set<string>;
  lineItems: number;
};

/** Puts the rows of the compiled statement together; `labels` are left for the caller to fill. */
export function answerFrom(rows: readonly (readonly Cell[])[], frame: AnswerFrame): CostAnswer {
  const slots = new Map<number, Group>();
  const whole = newGroup([]);
  let groupCount = 0;
  for (const row of rows) {
    const slot = row[CELL.slot];
    if (typeof slot !== "number") continue;
    const group = slots.get(slot) ?? newGroup(row.slice(CELL.keys, CELL.keys + frame.keys).map(textOrNull));
    slots.set(slot, group);
    for (const target of [group, whole]) add(target, row);
    groupCount = Math.max(groupCount, Number(row[CELL.lastRank]));
  }
  const isKnown = knownBuckets(frame, textOrNull(rows[0]?.[CELL.lastDay] ?? null));
  const listed = [...slots].filter(([slot]) => slot <= frame.limit).toSorted(([a], [b]) => a - b);
  const rest = slots.get(frame.limit + 1);
  return {
    currency: frame.currency,
    currencies: texts(rows[0]?.[CELL.currencies]).toSorted(),
    buckets: frame.buckets,
    groups: listed.map(([, group]) => listedGroup(group, frame, isKnown)),
    other: rest === undefined ? null : { groups: groupCount - frame.limit, ...summary(rest, frame, isKnown) },
    ...summary(whole, frame, isKnown),
    missing: frame.missing,
    answeredFrom: frame.answeredFrom,
  };
}

function listedGroup(group: Group, frame: AnswerFrame, isKnown: (bucket: string) => boolean): CostGroup {
  return {
    key: group.key,
    labels: group.key.map(() => null),
    ...summary(group, frame, isKnown),
    units: [...group.units].toSorted(),
  };
}

function summary(group: Group, frame: AnswerFrame, isKnown: (bucket: string) => boolean) {
  const isMixed = group.units.size > 1;
  const known = [...group.cells.values()].filter((amount) => amount !== null);
  const isEmpty = group.cells.size === 0;
  const total = isMixed || (known.length === 0 && !(isEmpty && frame.periods.size > 0)) ? null : sumOf(known);
  const values = frame.buckets.map((bucket) => {
    if (isMixed || total === null) return null;
    const amount = group.cells.get(bucket);
    return amount === undefined ? (isKnown(bucket) ? decimalOf(0n) : null) : decimalOf(amount);
  });
  return { total: decimalOf(total), values, lineItems: group.lineItems };
}

function knownBuckets(frame: AnswerFrame, lastDay: string | null): (bucket: string) => boolean {
  return (bucket) => {
    const period = periodOfBucket(bucket);
    if (period === null) return frame.periods.size > 0;
    const isDay = bucket.length > period.length;
    const isAhead =
      isDay && period === frame.newestPeriod && lastDay !== null && bucket.slice(0, 10) > lastDay;
    return frame.periods.has(period) && !isAhead;
  };
}

function add(group: Group, row: readonly Cell[]): void {
  const bucket = String(row[CELL.bucket]);
  const amount = textOrNull(row[CELL.amount] ?? null);
  const before = group.cells.get(bucket) ?? null;
  group.cells.set(bucket, amount === null ? before : (before ?? 0n) + scaledOf(amount));
  group.lineItems += Number(row[CELL.lineItems]);
  for (const unit of texts(row[CELL.units])) group.units.add(unit);
}

function newGroup(key: readonly (string | null)[]): Group {
  return { key, cells: new Map(), units: new Set(), lineItems: 0 };
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function decimalOf(amount: bigint): Decimal;
function decimalOf(amount: Amount): Decimal | null;
function decimalOf(amount: Amount): Decimal | null {
  return amount === null ? null : formatScaled(amount);
}

function textOrNull(cell: Cell): string | null {
  return cell === null ? null : String(cell);
}

function texts(cell: Cell | undefined): readonly string[] {
  return Array.isArray(cell) ? cell.map(String) : [];
}
