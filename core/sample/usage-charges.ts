import { floorTo, ONE, times } from "./amount.ts";
import type { Slot } from "./calendar.ts";
import { planRateOf, type Reservation, type SavingsPlan } from "./commitment.ts";
import { discountOn } from "./ledger.ts";
import type { LineItem } from "./line-item.ts";
import type { UsageLine } from "./usage-line.ts";

/** What a line item of usage takes from the resource it is for. */
type Charged = Pick<UsageLine, "product" | "account" | "tags" | "resourceId" | "zone">;

/** On-demand or Spot usage. */
export function usageItem(line: Charged & Pick<UsageLine, "usageId">, slot: Slot, amount: bigint): LineItem {
  const { product } = line;
  const unblended = times(amount, product.rate);
  const net = unblended - discountOn(product.service, unblended);
  const publicCost = product.publicRate === product.rate ? unblended : times(amount, product.publicRate);
  return resourceItem(line, slot, amount, {
    id: line.usageId,
    type: "Usage",
    description: product.description,
    rate: product.rate,
    unblended,
    blended: unblended,
    netUnblended: net,
    publicCost,
    amortized: unblended,
    netAmortized: net,
    onDemandEquivalent: publicCost > 0n ? publicCost : unblended,
    reservation: undefined,
    plan: undefined,
  });
}

/** Usage a Savings Plan pays for: shown at its on-demand cost and taken back by a negation. */
export function coveredItem(line: UsageLine, slot: Slot, amount: bigint, plan: SavingsPlan): LineItem {
  const { product } = line;
  const rate = planRateOf(plan, product) ?? 0n;
  const unblended = times(amount, product.rate);
  const effectiveCost = times(amount, rate);
  const netEffectiveCost = effectiveCost - discountOn(product.service, effectiveCost);
  return resourceItem(line, slot, amount, {
    id: plan.mark + line.usageId.slice(plan.mark.length),
    type: "SavingsPlanCoveredUsage",
    description: product.description,
    rate: product.rate,
    unblended,
    blended: unblended,
    netUnblended: unblended,
    publicCost: unblended,
    amortized: effectiveCost,
    netAmortized: netEffectiveCost,
    onDemandEquivalent: unblended,
    reservation: undefined,
    plan: { plan, rate, effectiveCost, netEffectiveCost },
  });
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
  const publicCost = times(amount, product.publicRate);
  return resourceItem(line, slot, amount, {
    id: line.reservedId,
    type: "DiscountedUsage",
    description: `${product.attributes["instanceType"] ?? product.usageType} reserved instance applied`,
    rate: 0n,
    unblended: 0n,
    blended: recurring,
    netUnblended: 0n,
    publicCost,
    amortized: recurring + upfront,
    netAmortized: netRecurring + netUpfront,
    onDemandEquivalent: publicCost,
    reservation: {
      reservation,
      effectiveCost: recurring + upfront,
      netEffectiveCost: netRecurring + netUpfront,
      amortizedUpfrontForUsage: upfront,
      netAmortizedUpfrontForUsage: netUpfront,
      recurringForUsage: recurring,
      netRecurringForUsage: netRecurring,
    },
    plan: undefined,
  });
}

type UsageParts = Omit<
  LineItem,
  | "billType"
  | "account"
  | "product"
  | "slot"
  | "tags"
  | "resourceId"
  | "zone"
  | "taxType"
  | "amount"
  | "isUsage"
>;

/** Spelled out and not spread: every row of the world passes here. */
function resourceItem(line: Charged, slot: Slot, amount: bigint, parts: UsageParts): LineItem {
  return {
    id: parts.id,
    type: parts.type,
    billType: "Anniversary",
    account: line.account,
    product: line.product,
    slot,
    tags: line.tags,
    resourceId: line.resourceId,
    zone: line.zone,
    description: parts.description,
    taxType: "",
    amount,
    rate: parts.rate,
    unblended: parts.unblended,
    blended: parts.blended,
    netUnblended: parts.netUnblended,
    publicCost: parts.publicCost,
    amortized: parts.amortized,
    netAmortized: parts.netAmortized,
    onDemandEquivalent: parts.onDemandEquivalent,
    isUsage: true,
    reservation: parts.reservation,
    plan: parts.plan,
  };
}

/** How much of a quantity a remaining commitment can pay, at the product's precision. */
export function payableAmount(
  line: UsageLine,
  amount: bigint,
  planRate: bigint | undefined,
  remaining: bigint,
): bigint {
  if (planRate === undefined || planRate === 0n || remaining <= 0n) return 0n;
  if (times(amount, planRate) <= remaining) return amount;
  return floorTo((remaining * ONE) / planRate, line.product.coveredPlaces);
}
