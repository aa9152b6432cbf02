import { formatScaled, type Decimal } from "../money/decimal.ts";
import { heldTime } from "./clock.ts";
import {
  type Compared,
  type ComparedGroup,
  type ComparedPeriod,
  type ComparedProduct,
  type ComparisonAnswer,
  type ComparisonQuery,
  type Effect,
  type Effects,
  type PeriodSums,
  PRODUCT_DIMENSIONS,
} from "./comparison.ts";
import { decompose, type Difference } from "./decompose.ts";

type Asked = Pick<ComparisonQuery, "byDays" | "top" | "products" | "groupBy">;
type Sides = { readonly before: PeriodSums; readonly now: PeriodSums };

/** Holds two periods against each other. */
export function compare(sides: Sides, asked: Asked): ComparisonAnswer {
  const { before, now } = sides;
  const time = { before: heldTime(before.held), now: heldTime(now.held) };
  const isComparable = before.currency === now.currency || before.currency === null || now.currency === null;
  const isKnown = before.total !== null && now.total !== null;
  const differences = decompose(before.sums, now.sums, asked.byDays ? time : null);
  const finish = (box: Box): Compared => (isComparable && isKnown ? finished(box) : apart(box));
  const whole = newBox();
  for (const difference of differences) add(whole, difference);
  const total = finish(whole);
  const groups = boxed(differences, ({ key }) => JSON.stringify(key)).toSorted(byChange);
  const listed = groups.slice(0, asked.top);
  const rest = groups.slice(asked.top);
  const labels = labelsOf(sides);
  return {
    before: periodOf(before, time.before.days),
    now: periodOf(now, time.now.days),
    change: total.change,
    effects: total.effects,
    groups: listed.map((box): ComparedGroup => {
      const { key } = box.first;
      return { ...finish(box), key, labels: key.map((value, at) => labels(asked.groupBy[at], value)) };
    }),
    other: rest.length === 0 ? null : { ...finish(merged(rest)), groups: rest.length },
    products: largest(
      asked.products.ofOther === true ? outside(listed, differences) : differences,
      asked.products,
    ).map((box): ComparedProduct => {
      const { key, charge, product, unit } = box.first;
      return {
        ...finish(box),
        key,
        labels: key.map((value, at) => labels(asked.groupBy[at], value)),
        charge,
        product,
        productLabels: (product ?? []).map((value, at) => labels(PRODUCT_DIMENSIONS[at], value)),
        unit,
        quantityBefore: box.quantityBefore === null ? null : formatScaled(box.quantityBefore),
        quantityNow: box.quantityNow === null ? null : formatScaled(box.quantityNow),
      };
    }),
  };
}

type Box = {
  readonly first: Difference;
  readonly effects: Map<Effect, bigint>;
  before: bigint;
  now: bigint;
  quantityBefore: bigint | null;
  quantityNow: bigint | null;
};

const NOTHING: Difference = {
  key: [],
  charge: "usage",
  product: null,
  unit: null,
  before: 0n,
  now: 0n,
  quantityBefore: null,
  quantityNow: null,
  effects: [],
};

function newBox(first: Difference = NOTHING): Box {
  return { first, effects: new Map(), before: 0n, now: 0n, quantityBefore: null, quantityNow: null };
}

function add(box: Box, difference: Difference): void {
  box.before += difference.before;
  box.now += difference.now;
  box.quantityBefore = plus(box.quantityBefore, difference.quantityBefore);
  box.quantityNow = plus(box.quantityNow, difference.quantityNow);
  for (const [effect, amount] of difference.effects)
    box.effects.set(effect, (box.effects.get(effect) ?? 0n) + amount);
}

function boxed(differences: readonly Difference[], idOf: (difference: Difference) => string): Box[] {
  const boxes = new Map<string, Box>();
  for (const difference of differences) {
    const id = idOf(difference);
    const box = boxes.get(id) ?? newBox(difference);
    boxes.set(id, box);
    add(box, difference);
  }
  return [...boxes.values()];
}

function merged(boxes: readonly Box[]): Box {
  const whole = newBox();
  for (const box of boxes) {
    whole.before += box.before;
    whole.now += box.now;
    for (const [effect, amount] of box.effects)
      whole.effects.set(effect, (whole.effects.get(effect) ?? 0n) + amount);
  }
  return whole;
}

/** What is in none of these groups. */
function outside(groups: readonly Box[], differences: readonly Difference[]): readonly Difference[] {
  const keys = new Set(groups.map(({ first: { key } }) => JSON.stringify(key)));
  return differences.filter(({ key }) => !keys.has(JSON.stringify(key)));
}

/** Products and kinds of charges that matter most to an effect, or to the whole change. */
function largest(
  differences: readonly Difference[],
  { effect, limit }: ComparisonQuery["products"],
): readonly Box[] {
  if (limit === 0) return [];
  const size = (box: Box): bigint =>
    magnitude(effect === null ? box.now - box.before : (box.effects.get(effect) ?? 0n));
  const boxes = boxed(differences, ({ key, charge, product, unit }) =>
    JSON.stringify([key, charge, product, unit]),
  );
  return boxes
    .filter((box) => size(box) > 0n)
    .toSorted((a, b) => compareBig(size(b), size(a)) || compareText(idOf(a), idOf(b)))
    .slice(0, limit);
}

function finished(box: Box): Compared {
  const amount = (effect: Effect): Decimal => formatScaled(box.effects.get(effect) ?? 0n);
  const effects: Effects = {
    calendar: amount("calendar"),
    new: amount("new"),
    gone: amount("gone"),
    volume: amount("volume"),
    mix: amount("mix"),
    price: amount("price"),
    unmeasured: amount("unmeasured"),
    commitments: amount("commitments"),
    fees: amount("fees"),
    tax: amount("tax"),
    credits: amount("credits"),
    refunds: amount("refunds"),
    discounts: amount("discounts"),
  };
  return { ...amounts(box), change: formatScaled(box.now - box.before), effects };
}

function apart(box: Box): Compared {
  return { ...amounts(box), change: null, effects: null };
}

function amounts({ before, now }: Box) {
  return { before: formatScaled(before), now: formatScaled(now) };
}

function periodOf(sums: PeriodSums, days: bigint): ComparedPeriod {
  const { range, openDay, currency, total, lineItems, missing, answeredFrom } = sums;
  return { range, days: Number(days), openDay, currency, total, lineItems, missing, answeredFrom };
}

function labelsOf({ before, now }: Sides): (ref: string | undefined, value: string | null) => string | null {
  const known = new Map(
    [...before.labels, ...now.labels].map(({ dimension, value, label }) => [
      JSON.stringify([dimension, value]),
      label,
    ]),
  );
  return (ref, value) => known.get(JSON.stringify([ref, value])) ?? null;
}

function byChange(a: Box, b: Box): number {
  const [changeA, changeB] = [magnitude(a.now - a.before), magnitude(b.now - b.before)];
  return compareBig(changeB, changeA) || compareBig(b.now, a.now) || compareText(idOf(a), idOf(b));
}

function idOf({ first: { key, charge, product } }: Box): string {
  return JSON.stringify([key, product, charge]);
}

function plus(a: bigint | null, b: bigint | null): bigint | null {
  return b === null ? a : (a ?? 0n) + b;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
