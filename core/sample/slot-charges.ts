import { times } from "./amount.ts";
import type { SampleMonth, Slot } from "./calendar.ts";
import { planRateOf, type Reservation, type SavingsPlan } from "./commitment.ts";
import { negationItem, planFeeItem } from "./commitment-charges.ts";
import type { Pod } from "./containers.ts";
import { enter, type Ledger } from "./ledger.ts";
import type { LineItem } from "./line-item.ts";
import type { Account } from "./organisation.ts";
import type { Portfolio } from "./portfolio.ts";
import type { Product } from "./product.ts";
import { splitItems } from "./split-charges.ts";
import { coveredItem, payableAmount, reservedItem, usageItem } from "./usage-charges.ts";
import { quantityOf, type Levels, type UsageLine } from "./usage-line.ts";

/** What a slot's charges are worked out from. */
export type SlotContext = {
  readonly month: SampleMonth;
  readonly portfolio: Portfolio;
  readonly levels: Levels;
  readonly ledger: Ledger;
  readonly runs: (line: UsageLine, slot: Slot) => boolean;
  /** What a quantity turned out to be when the month was delivered again. */
  readonly corrected: (line: UsageLine, amount: bigint) => bigint;
  /** Containers on an instance, where split cost allocation data is delivered. */
  readonly pods: ReadonlyMap<UsageLine, readonly Pod[]>;
};

type Negation = { readonly account: Account; readonly product: Product; amount: bigint; cost: bigint };

type OpenPlan = {
  readonly plan: SavingsPlan;
  readonly commitment: bigint;
  remaining: bigint;
  readonly negations: Map<string, Negation>;
};

type OpenReservation = { readonly reservation: Reservation; remaining: bigint };

/** Line items of lines that no commitment reaches: one usage row each. */
export function plainSlot(
  context: SlotContext,
  slot: Slot,
  lines: readonly UsageLine[],
  out: LineItem[],
): void {
  for (const line of lines) {
    const amount = context.runs(line, slot) ? quantityOf(line, context.month, slot, context.levels) : 0n;
    const right = context.corrected(line, amount);
    if (right > 0n) push(context, usageItem(line, slot, right), out);
  }
}

/** Line items of eligible lines: reservations apply first, then Savings Plans, the rest is on demand. */
export function committedSlot(
  context: SlotContext,
  slot: Slot,
  lines: readonly UsageLine[],
  out: LineItem[],
): void {
  const plans = openPlans(context.portfolio.plans, slot);
  const reservations = openReservations(context.portfolio.reservations, slot);
  for (const line of lines) {
    const amount = context.runs(line, slot) ? quantityOf(line, context.month, slot, context.levels) : 0n;
    if (amount === 0n) continue;
    const first = out.length;
    const unreserved = amount - reserve(context, reservations, line, slot, amount, out);
    const uncovered = unreserved - cover(context, plans, line, slot, unreserved, out);
    if (uncovered > 0n) push(context, usageItem(line, slot, uncovered), out);
    const pods = context.pods.get(line);
    if (pods !== undefined) out.push(...splitItems(line, pods, slot, out.slice(first)));
  }
  for (const open of plans) closePlan(context, open, slot, out);
}

function openPlans(plans: readonly SavingsPlan[], slot: Slot): readonly OpenPlan[] {
  return plans
    .filter((plan) => !plan.isReturned && isActive(plan, slot))
    .map((plan) => {
      const commitment = (plan.recurringPerHour + plan.amortizedPerHour) * BigInt(slot.hours);
      return { plan, commitment, remaining: commitment, negations: new Map() };
    });
}

function openReservations(reservations: readonly Reservation[], slot: Slot): Map<Product, OpenReservation> {
  const active = reservations.filter((reservation) => isActive(reservation, slot));
  return new Map(
    active.map((reservation) => [
      reservation.product,
      { reservation, remaining: BigInt(reservation.units * slot.hours) * 10_000_000_000n },
    ]),
  );
}

function isActive(term: { readonly startDay: number; readonly endDay: number }, slot: Slot): boolean {
  return slot.dayNumber >= term.startDay && slot.dayNumber < term.endDay;
}

function reserve(
  context: SlotContext,
  reservations: ReadonlyMap<Product, OpenReservation>,
  line: UsageLine,
  slot: Slot,
  amount: bigint,
  out: LineItem[],
): bigint {
  const open = reservations.get(line.product);
  if (open === undefined || open.remaining === 0n) return 0n;
  const taken = amount < open.remaining ? amount : open.remaining;
  open.remaining -= taken;
  const { usedHours } = context.ledger;
  usedHours.set(open.reservation, (usedHours.get(open.reservation) ?? 0n) + taken);
  push(context, reservedItem(line, slot, taken, open.reservation), out);
  return taken;
}

function cover(
  context: SlotContext,
  plans: readonly OpenPlan[],
  line: UsageLine,
  slot: Slot,
  amount: bigint,
  out: LineItem[],
): bigint {
  let covered = 0n;
  for (const open of plans) {
    const rate = planRateOf(open.plan, line.product);
    const taken = payableAmount(line, amount - covered, rate, open.remaining);
    if (taken === 0n) continue;
    covered += taken;
    open.remaining -= times(taken, rate ?? 0n);
    const item = coveredItem(line, slot, taken, open.plan);
    negate(open, item);
    push(context, item, out);
  }
  return covered;
}

function negate(open: OpenPlan, item: LineItem): void {
  const key = `${item.account.id}|${item.product.sku}`;
  const negation = open.negations.get(key) ?? {
    account: item.account,
    product: item.product,
    amount: 0n,
    cost: 0n,
  };
  negation.amount += item.amount;
  negation.cost += item.unblended;
  open.negations.set(key, negation);
}

function closePlan(context: SlotContext, open: OpenPlan, slot: Slot, out: LineItem[]): void {
  for (const negation of open.negations.values()) push(context, negationItem(open.plan, slot, negation), out);
  const used = open.commitment - open.remaining;
  push(context, planFeeItem(open.plan, slot, open.commitment, used), out);
}

function push(context: SlotContext, item: LineItem, out: LineItem[]): void {
  enter(context.ledger, item);
  out.push(item);
}
