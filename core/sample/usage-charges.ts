import { floorTo, ONE, times } from "./amount.ts";
import type { Slot } from "./calendar.ts";
import type { Reservation, SavingsPlan } from "./commitment.ts";
import { discountOn } from "./ledger.ts";
import type { LineItem } from "./line-item.ts";
import type { UsageLine } from "./usage-line.ts";

/** On-demand or Spot usage. */
export function usageItem(line: UsageLine, slot: Slot, amount: bigint): LineItem {
  const { product, account } = line;
  const unblended = times(amount, product.rate);
  const net = unblended - discountOn(product.service, unblended);
  const publicCost = product.publicRate === product.rate ? unblended : times(amount, product.publicRate);
  return {
    id: line.usageId,
    type: "Usage",
    billType: "Anniversary",
    account,
    product,
    slot,
    tags: line.tags,
    resourceId: line.resourceId,
    zone: line.zone,
    description: product.description,
    taxType: "",
    amount,
    rate: product.rate,
    unblended,
    blended: unblended,
    netUnblended: net,
    publicCost,
    amortized: unblended,
    netAmortized: net,
    onDemandEquivalent: publicCost > 0n ? publicCost : unblended,
    isUsage: true,
    reservation: undefined,
    plan: undefined,
  };
}

/** Usage a Savings Plan pays for: shown at its on-demand cost and taken back by a negation. */
export function coveredItem(line: UsageLine, slot: Slot, amount: bigint, plan: SavingsPlan): LineItem {
  const { product } = line;
  const planRate = product.planRate ?? 0n;
  const unblended = times(amount, product.rate);
  const effectiveCost = times(amount, planRate);
  const netEffectiveCost = effectiveCost - discountOn(product.service, effectiveCost);
  return {
    ...usageItem(line, slot, amount),
    id: line.coveredId[plan.term],
    type: "SavingsPlanCoveredUsage",
    netUnblended: unblended,
    amortized: effectiveCost,
    netAmortized: netEffectiveCost,
    plan: { plan, rate: planRate, effectiveCost, netEffectiveCost },
  };
}

/** Usage a reservation pays for: free on the row, its price is in the reservation's fees. */
export function reservedItem(
  line: UsageLine,
  slot: Slot,
  amount: bigint,
  reservation: Reservation,
): LineItem {
  const { product } = line;
  const recurring = times(amount, reservation.recurringPerHour);
  const upfront = times(amount, reservation.amortizedPerHour);
  const netRecurring = recurring - discountOn(product.service, recurring);
  const netUpfront = upfront - discountOn(product.service, upfront);
  return {
    ...usageItem(line, slot, amount),
    id: line.reservedId,
    type: "DiscountedUsage",
    description: `${product.normalization === "" ? product.usageType : product.attributes["instanceType"]} reserved instance applied`,
    rate: 0n,
    unblended: 0n,
    blended: recurring,
    netUnblended: 0n,
    publicCost: times(amount, product.publicRate),
    amortized: recurring + upfront,
    netAmortized: netRecurring + netUpfront,
    reservation: {
      reservation,
      effectiveCost: recurring + upfront,
      netEffectiveCost: netRecurring + netUpfront,
      amortizedUpfrontForUsage: upfront,
      netAmortizedUpfrontForUsage: netUpfront,
      recurringForUsage: recurring,
      netRecurringForUsage: netRecurring,
    },
  };
}

/** How much of a quantity a remaining commitment can pay, at the product's precision. */
export function payableAmount(line: UsageLine, amount: bigint, remaining: bigint): bigint {
  const planRate = line.product.planRate;
  if (planRate === undefined || planRate === 0n || remaining <= 0n) return 0n;
  if (times(amount, planRate) <= remaining) return amount;
  return floorTo((remaining * ONE) / planRate, line.product.coveredPlaces);
}
