import type { Account, Region } from "./organisation.ts";
import type { PlanKind } from "./prices/offer.ts";
import type { Product } from "./product.ts";

export const PLAN_NAMES: Readonly<Record<PlanKind, string>> = {
  ComputeSavingsPlans: "Compute Savings Plan",
  EC2InstanceSavingsPlans: "EC2 Instance Savings Plan",
  SageMakerSavingsPlans: "SageMaker Savings Plan",
};

export type PaymentOption = "No Upfront" | "Partial Upfront" | "All Upfront";

/** A Savings Plan. Money per hour. */
export type SavingsPlan = {
  readonly kind: PlanKind;
  /** Pays for it; the usage may be of any account of the organisation. */
  readonly owner: Account;
  /** An EC2 Instance Savings Plan covers one family in one region. */
  readonly place: InstancePlace | undefined;
  /** Given back within days: its one-time fee is refunded and it never covers anything. */
  readonly isReturned: boolean;
  readonly arn: string;
  readonly id: string;
  /** Begins the ids of the line items it covers, for several plans may each pay a part of one interval. */
  readonly mark: string;
  readonly startDay: number;
  readonly endDay: number;
  readonly start: string;
  readonly end: string;
  readonly term: "1yr" | "3yr";
  readonly paymentOption: PaymentOption;
  readonly recurringPerHour: bigint;
  /** Upfront payment spread over the term. */
  readonly amortizedPerHour: bigint;
  readonly upfrontFee: bigint;
  readonly product: Product;
};

export type InstancePlace = { readonly region: Region; readonly family: string };

/** The rate a plan pays for a product, where it covers it. */
export function planRateOf(
  { kind, place }: Pick<SavingsPlan, "kind" | "place">,
  product: Product,
): bigint | undefined {
  const isElsewhere =
    place !== undefined &&
    (product.region !== place.region || product.attributes["instanceTypeFamily"] !== place.family);
  return isElsewhere ? undefined : product.planRates[kind];
}

/** A reservation of `units` instances of one product. Money per unit and hour. */
export type Reservation = {
  readonly arn: string;
  readonly subscriptionId: string;
  readonly owner: Account;
  readonly product: Product;
  readonly units: number;
  readonly startDay: number;
  readonly endDay: number;
  readonly start: string;
  readonly end: string;
  readonly term: "1yr" | "3yr";
  readonly paymentOption: PaymentOption;
  readonly recurringPerHour: bigint;
  readonly amortizedPerHour: bigint;
  readonly upfrontFee: bigint;
};

/** What the `savingsPlan/...` columns of one line item say. */
export type PlanPart = {
  readonly plan: SavingsPlan;
  readonly rate?: bigint;
  readonly effectiveCost?: bigint;
  readonly netEffectiveCost?: bigint;
  readonly totalCommitment?: bigint;
  readonly usedCommitment?: bigint;
  readonly amortizedUpfront?: bigint;
  readonly recurring?: bigint;
  readonly netAmortizedUpfront?: bigint;
  readonly netRecurring?: bigint;
};

/** What the `reservation/...` columns of one line item say. */
export type ReservationPart = {
  readonly reservation: Reservation;
  readonly effectiveCost?: bigint;
  readonly netEffectiveCost?: bigint;
  readonly amortizedUpfrontForUsage?: bigint;
  readonly netAmortizedUpfrontForUsage?: bigint;
  readonly recurringForUsage?: bigint;
  readonly netRecurringForUsage?: bigint;
  readonly amortizedUpfrontForPeriod?: bigint;
  readonly netAmortizedUpfrontForPeriod?: bigint;
  readonly unusedAmortizedUpfront?: bigint;
  readonly netUnusedAmortizedUpfront?: bigint;
  readonly unusedRecurring?: bigint;
  readonly netUnusedRecurring?: bigint;
  readonly unusedHours?: bigint;
  readonly totalUnitHours?: bigint;
  readonly upfrontValue?: bigint;
  readonly netUpfrontValue?: bigint;
};
