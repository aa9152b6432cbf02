import { daySpan, type SampleMonth, type Slot } from "./calendar.ts";
import { PLAN_NAMES, type Reservation, type SavingsPlan } from "./commitment.ts";
import { discountOn } from "./ledger.ts";
import { NO_TAGS, type LineItem } from "./line-item.ts";
import type { Account } from "./organisation.ts";
import { ONE, times } from "./amount.ts";
import { serviceProduct, type Product } from "./product.ts";
import { characters, seedOf } from "./random.ts";

const ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** A charge on an account without a resource; the kinds below fill in what makes them special. */
export function charge(parts: {
  readonly type: LineItem["type"];
  readonly account: Account;
  readonly product: Product;
  readonly slot: Slot;
  readonly description: string;
  readonly unblended: bigint;
}): LineItem {
  const { type, account, product, slot, description, unblended } = parts;
  return {
    id: lineItemId(type, account, product, description),
    type,
    billType: "Anniversary",
    account,
    product,
    slot,
    tags: NO_TAGS,
    resourceId: "",
    zone: "",
    description,
    taxType: "",
    amount: ONE,
    rate: undefined,
    unblended,
    blended: unblended,
    netUnblended: unblended,
    publicCost: undefined,
    amortized: unblended,
    netAmortized: unblended,
    onDemandEquivalent: 0n,
    isUsage: false,
    reservation: undefined,
    plan: undefined,
  };
}

/** Takes the on-demand cost of covered usage back, one row per account and product. */
export function negationItem(
  plan: SavingsPlan,
  slot: Slot,
  covered: {
    readonly account: Account;
    readonly product: Product;
    readonly amount: bigint;
    readonly cost: bigint;
  },
): LineItem {
  const { account, product } = covered;
  const description = `SavingsPlanNegation used by AccountId : ${account.id} and UsageSku : ${product.sku}`;
  return {
    ...charge({ type: "SavingsPlanNegation", account, product, slot, description, unblended: -covered.cost }),
    id: lineItemId(plan.id, account, product, description),
    amount: covered.amount,
    rate: product.rate,
    amortized: 0n,
    netAmortized: 0n,
    plan: { plan },
  };
}

/** The commitment of one slot: its recurring fee, and how much of it was used. */
export function planFeeItem(plan: SavingsPlan, slot: Slot, commitment: bigint, used: bigint): LineItem {
  const hours = BigInt(slot.hours);
  const recurring = plan.recurringPerHour * hours;
  const amortizedUpfront = plan.amortizedPerHour * hours;
  const unused = commitment - used;
  const { service } = plan.product;
  return {
    ...charge({
      type: "SavingsPlanRecurringFee",
      account: plan.owner,
      product: plan.product,
      slot,
      description: nameOf(plan),
      unblended: recurring,
    }),
    resourceId: plan.arn,
    amount: hours * ONE,
    rate: plan.recurringPerHour,
    netUnblended: recurring - discountOn(service, recurring),
    amortized: unused,
    netAmortized: unused - discountOn(service, unused),
    plan: {
      plan,
      totalCommitment: commitment,
      usedCommitment: used,
      amortizedUpfront,
      recurring,
      netAmortizedUpfront: amortizedUpfront - discountOn(service, amortizedUpfront),
      netRecurring: recurring - discountOn(service, recurring),
    },
  };
}

/** The one-time part of a plan bought in this month. */
export function planUpfrontItem(plan: SavingsPlan): LineItem {
  const { service } = plan.product;
  return {
    ...charge({
      type: "SavingsPlanUpfrontFee",
      account: plan.owner,
      product: plan.product,
      slot: daySpan(plan.startDay, plan.startDay + 1),
      description: `${nameOf(plan)} upfront fee`,
      unblended: plan.upfrontFee,
    }),
    billType: "Purchase",
    resourceId: plan.arn,
    netUnblended: plan.upfrontFee - discountOn(service, plan.upfrontFee),
    amortized: 0n,
    netAmortized: 0n,
    plan: { plan },
  };
}

/** The one-time fee of a plan that was given back, paid back. It belongs to the commitment, so it is no accrued cost. */
export function planRefundItem(plan: SavingsPlan): LineItem {
  const { service } = plan.product;
  const item = charge({
    type: "Refund",
    account: plan.owner,
    product: serviceProduct(service),
    slot: daySpan(plan.startDay, plan.startDay + 1),
    description: `Refund for one-time fee for Savings Plan ID: ${plan.id}`,
    unblended: -plan.upfrontFee,
  });
  return {
    ...item,
    billType: "Refund",
    netUnblended: discountOn(service, plan.upfrontFee) - plan.upfrontFee,
    amortized: 0n,
    netAmortized: 0n,
    refunded: plan,
  };
}

function nameOf({ term, paymentOption, kind, place }: SavingsPlan): string {
  const family = place === undefined ? "" : ` ${place.family} in ${place.region.location}`;
  return `${term.charAt(0)} year ${paymentOption}${family} ${PLAN_NAMES[kind]}`;
}

/** A month's fee of a reservation, with what was left unused; AWS stamps it on the first day. */
export function reservationFeeItem(
  reservation: Reservation,
  month: SampleMonth,
  usedHours: bigint,
): LineItem {
  const { product, owner } = reservation;
  const firstDay = Math.max(month.firstDay, reservation.startDay);
  const lastDay = Math.min(month.firstDay + month.days.length, reservation.endDay);
  const totalHours = BigInt(reservation.units * Math.max(0, lastDay - firstDay) * 24) * ONE;
  const unusedHours = totalHours - usedHours;
  const recurring = times(totalHours, reservation.recurringPerHour);
  const amortized = times(totalHours, reservation.amortizedPerHour);
  const unusedRecurring = times(unusedHours, reservation.recurringPerHour);
  const unusedAmortized = times(unusedHours, reservation.amortizedPerHour);
  const net = (value: bigint) => value - discountOn(product.service, value);
  return {
    ...charge({
      type: "RIFee",
      account: owner,
      product,
      slot: daySpan(firstDay, Math.min(month.endDay, reservation.endDay)),
      description: `${reservation.paymentOption} reserved instance fee, ${product.attributes["instanceType"] ?? ""}`,
      unblended: recurring,
    }),
    resourceId: reservation.arn,
    amount: totalHours,
    rate: reservation.recurringPerHour,
    blended: unusedRecurring,
    netUnblended: net(recurring),
    amortized: unusedRecurring + unusedAmortized,
    netAmortized: net(unusedRecurring) + net(unusedAmortized),
    reservation: {
      reservation,
      amortizedUpfrontForPeriod: amortized,
      netAmortizedUpfrontForPeriod: net(amortized),
      unusedAmortizedUpfront: unusedAmortized,
      netUnusedAmortizedUpfront: net(unusedAmortized),
      unusedRecurring,
      netUnusedRecurring: net(unusedRecurring),
      unusedHours,
      totalUnitHours: totalHours,
    },
  };
}

/** The one-time part of a reservation bought in this month. */
export function reservationUpfrontItem(reservation: Reservation): LineItem {
  const { product, upfrontFee } = reservation;
  const netUpfrontFee = upfrontFee - discountOn(product.service, upfrontFee);
  return {
    ...charge({
      type: "Fee",
      account: reservation.owner,
      product,
      slot: daySpan(reservation.startDay, reservation.startDay + 1),
      description: `Sign up charge for subscription: ${reservation.subscriptionId}`,
      unblended: upfrontFee,
    }),
    billType: "Purchase",
    amount: BigInt(reservation.units) * ONE,
    netUnblended: netUpfrontFee,
    amortized: 0n,
    netAmortized: 0n,
    reservation: { reservation, upfrontValue: upfrontFee, netUpfrontValue: netUpfrontFee },
  };
}

/** A line item id that depends on what is charged, not on when: like AWS's it repeats in every interval. */
export function lineItemId(kind: string, account: Account, product: Product, detail: string): string {
  const seed = seedOf(`${kind}|${account.id}|${product.service.code}|${product.usageType}|${detail}`);
  return characters(seed, 52, ID_ALPHABET);
}
