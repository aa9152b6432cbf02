import { type Decimal, formatScaled, ratio, scaledOf } from "../money/decimal.ts";
import type { CommitmentAmounts } from "./commitment.ts";

type Amounts = CommitmentAmounts;

/** What commitments cost: used or not. */
export function commitmentCost({ coveredCost, unused }: Amounts): Decimal | null {
  return plus(coveredCost, unused);
}

/** What covered usage would have cost on demand, less what the commitments charged for it. */
export function grossSavings({ coveredList, coveredCost }: Amounts): Decimal | null {
  return minus(coveredList, coveredCost);
}

/** Gross savings less unused commitment. */
export function netSavings(amounts: Amounts): Decimal | null {
  return minus(grossSavings(amounts), amounts.unused);
}

/** Cost of all usage a commitment could pay for, at on-demand prices: covered usage and what stayed on demand. */
export function eligibleOnDemand({ coveredList, onDemand }: Amounts): Decimal | null {
  return plus(coveredList, onDemand);
}

/** Used share of Savings Plan commitment: `used / committed`. */
export function planUtilisation({ used, committed }: Amounts): number | null {
  return share(used, committed);
}

/** Used share of reserved instance hours: `1 - unused / reserved`. */
export function reservedUtilisation({ unusedUnits, reservedUnits }: Amounts): number | null {
  return share(minus(reservedUnits, unusedUnits), reservedUnits);
}

/** Used share in money: amortized cost of covered usage over the whole cost of commitments. */
export function costUtilisation(amounts: Amounts): number | null {
  return share(amounts.coveredCost, commitmentCost(amounts));
}

/** Covered share of eligible spend, at on-demand prices. */
export function spendCoverage(amounts: Amounts): number | null {
  return share(amounts.coveredList, eligibleOnDemand(amounts));
}

/** Reserved share of the normalized instance hours that ran, Spot left out. */
export function unitCoverage({ coveredUnits, runningUnits }: Amounts): number | null {
  return share(coveredUnits, runningUnits);
}

/** What commitments take off the on-demand price of the usage they cover: `1 - cost / list`. */
export function discountRate(amounts: Amounts): number | null {
  return share(grossSavings(amounts), amounts.coveredList);
}

/**
 * Effective savings rate of commitments alone, Spot and negotiated discounts left out: net savings over eligible spend. With
 * coverage `c`, utilisation `u` and discount `d` it equals `c * (1 - (1 - d) / u)`.
 */
export function effectiveSavingsRate(amounts: Amounts): number | null {
  return share(netSavings(amounts), eligibleOnDemand(amounts));
}

function share(part: Decimal | null, whole: Decimal | null): number | null {
  return part === null || whole === null ? null : ratio(part, whole);
}

function plus(a: Decimal | null, b: Decimal | null): Decimal | null {
  return a === null || b === null ? null : formatScaled(scaledOf(a) + scaledOf(b));
}

function minus(a: Decimal | null, b: Decimal | null): Decimal | null {
  return a === null || b === null ? null : formatScaled(scaledOf(a) - scaledOf(b));
}
