import { parseScaled, type Decimal } from "../money/decimal.ts";
import { isPerMonth, type HeldTime } from "./clock.ts";
import type { ChargeClass, Effect, PeriodSum } from "./comparison.ts";

/** Both periods' amounts of one purchase option of one product, or of one kind of charge, and what makes the difference. Scaled. */
export type Difference = {
  readonly key: readonly (string | null)[];
  readonly charge: ChargeClass;
  readonly product: readonly (string | null)[] | null;
  readonly unit: string | null;
  readonly before: bigint;
  readonly now: bigint;
  readonly quantityBefore: bigint | null;
  readonly quantityNow: bigint | null;
  /** Effects that are not zero; they sum to `now - before`. */
  readonly effects: readonly (readonly [Effect, bigint])[];
};

/** Time held by each period; null where it is not to make a difference. */
export type Time = { readonly before: HeldTime; readonly now: HeldTime } | null;

/**
 * Takes the difference of two periods apart. A **product** is usage of one account, service, region, usage type and operation
 * (and value of what is grouped by): there an amount has one unit. With `q` the amount and `c` the cost of one of its purchase
 * options, `Q` and `C` of the whole product, `0` before and `1` now, `t` the time that the periods hold:
 *
 * - new, gone: `c1 - c0` of a product of which nothing was used before, or now.
 * - calendar: `c0 · t1/t0 - c0`, the time alone. Units per month count `t` in months, all others in days.
 * - volume: `c0 · Q1/Q0 - c0 · t1/t0`, what more is used of the product at its old costs.
 * - mix: `q1 · p - c0 · Q1/Q0`, what goes to another purchase option at its old price `p = c0/q0` (`c1/q1` of an option that
 *   was not used before). An option whose amount is above zero in neither period has no such price: it has no part in the mix.
 * - price: `c1 - q1 · p`, what the same amounts of the same options cost more.
 *
 * Each product of two amounts is rounded once, to 18 digits, half away from zero; the effects are differences of neighbours, so
 * they sum to `c1 - c0` whatever was rounded. Usage without a usage type, without an amount or in several units has no price: its
 * difference is `unmeasured`. All other charges are their plain difference, but for the fee of a Savings Plan, which comes by the
 * hour and so has a calendar too.
 */
export function decompose(
  before: readonly PeriodSum[],
  now: readonly PeriodSum[],
  time: Time,
): readonly Difference[] {
  const products = new Map<string, Pair[]>();
  const differences: Difference[] = [];
  for (const pair of paired(before, now)) {
    if (pair.charge !== "usage") differences.push(plain(pair, time));
    else if (pair.product === null || pair.product[USAGE_TYPE] === null)
      differences.push(unmeasured(pair, null));
    else {
      const id = idOf(pair.key, pair.product);
      const options = products.get(id) ?? [];
      options.push(pair);
      products.set(id, options);
    }
  }
  for (const options of products.values()) differences.push(...ofProduct(options, time));
  return differences;
}

/** Place of the usage type among the product's dimensions. */
const USAGE_TYPE = 3;

type Side = { amount: bigint; quantity: bigint };
type Pair = Pick<PeriodSum, "key" | "charge" | "product"> & {
  readonly units: Set<string>;
  readonly before: Side;
  readonly now: Side;
};

function paired(before: readonly PeriodSum[], now: readonly PeriodSum[]): Iterable<Pair> {
  const pairs = new Map<string, Pair>();
  const add = (sum: PeriodSum, side: "before" | "now"): void => {
    const { key, charge, product, purchaseOption } = sum;
    const id = idOf(key, charge, product, purchaseOption);
    const pair = pairs.get(id) ?? { key, charge, product, units: new Set(), before: none(), now: none() };
    pairs.set(id, pair);
    pair[side].amount += scaled(sum.amount);
    pair[side].quantity += scaled(sum.quantity);
    for (const unit of sum.units) pair.units.add(unit);
  };
  for (const sum of before) add(sum, "before");
  for (const sum of now) add(sum, "now");
  return pairs.values();
}

function ofProduct(options: readonly Pair[], time: Time): readonly Difference[] {
  const units = new Set(options.flatMap((pair) => [...pair.units]));
  const unit = units.size === 1 ? ([...units][0] ?? null) : null;
  const whole = { before: none(), now: none() };
  for (const pair of options)
    for (const side of ["before", "now"] as const) {
      whole[side].amount += pair[side].amount;
      whole[side].quantity += pair[side].quantity;
    }
  const isMeasured =
    units.size === 1 && isWhole(whole.before, options, "before") && isWhole(whole.now, options, "now");
  if (!isMeasured) return options.map((pair) => unmeasured(pair, unit));
  return options.map((pair) => ({
    ...told(pair, unit),
    effects: nonZero(effectsOf(pair, whole, clockOf(unit, time))),
  }));
}

/** Something was used, or nothing at all was charged. */
function isWhole({ quantity }: Side, options: readonly Pair[], side: "before" | "now"): boolean {
  return quantity > 0n || (quantity === 0n && options.every((pair) => pair[side].amount === 0n));
}

type Clock = { readonly before: bigint; readonly now: bigint } | null;

function clockOf(unit: string | null, time: Time): Clock {
  if (time === null) return null;
  const count = unit !== null && isPerMonth(unit) ? "months" : "days";
  return time.before[count] === 0n ? null : { before: time.before[count], now: time.now[count] };
}

function effectsOf(
  { before, now }: Pair,
  whole: { readonly before: Side; readonly now: Side },
  clock: Clock,
): readonly (readonly [Effect, bigint])[] {
  const change = now.amount - before.amount;
  if (whole.before.quantity === 0n) return [["new", change]];
  if (whole.now.quantity === 0n) return [["gone", change]];
  const inTime = clock === null ? before.amount : divided(before.amount * clock.now, clock.before);
  const atVolume = divided(before.amount * whole.now.quantity, whole.before.quantity);
  const atOldPrice =
    before.quantity > 0n
      ? divided(before.amount * now.quantity, before.quantity)
      : now.quantity > 0n
        ? now.amount
        : atVolume;
  return [
    ["calendar", inTime - before.amount],
    ["volume", atVolume - inTime],
    ["mix", atOldPrice - atVolume],
    ["price", now.amount - atOldPrice],
  ];
}

function plain(pair: Pair, time: Time): Difference {
  const { before, now, charge } = pair;
  if (charge !== "recurring")
    return { ...told(pair, null), effects: nonZero([[effectOf(charge), now.amount - before.amount]]) };
  const clock = clockOf(null, time);
  const inTime = clock === null ? before.amount : divided(before.amount * clock.now, clock.before);
  return {
    ...told(pair, null),
    effects: nonZero([
      ["calendar", inTime - before.amount],
      ["commitments", now.amount - inTime],
    ]),
  };
}

function unmeasured(pair: Pair, unit: string | null): Difference {
  return {
    ...told(pair, unit),
    effects: nonZero([["unmeasured", pair.now.amount - pair.before.amount]]),
  };
}

function effectOf(charge: Exclude<ChargeClass, "recurring">): Effect {
  return charge === "usage" ? "unmeasured" : charge;
}

function told({ key, charge, product, before, now, units }: Pair, unit: string | null) {
  const hasAmounts = charge === "usage" && units.size > 0;
  return {
    key,
    charge,
    product,
    unit,
    before: before.amount,
    now: now.amount,
    quantityBefore: hasAmounts ? before.quantity : null,
    quantityNow: hasAmounts ? now.quantity : null,
  };
}

function nonZero(effects: readonly (readonly [Effect, bigint])[]): Difference["effects"] {
  return effects.filter(([, amount]) => amount !== 0n);
}

/** Rounds half away from zero; the divisor is above zero. */
function divided(value: bigint, by: bigint): bigint {
  const magnitude = ((value < 0n ? -value : value) * 2n + by) / (by * 2n);
  return value < 0n ? -magnitude : magnitude;
}

function scaled(value: Decimal | null): bigint {
  return value === null ? 0n : (parseScaled(value) ?? 0n);
}

function none(): Side {
  return { amount: 0n, quantity: 0n };
}

function idOf(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}
