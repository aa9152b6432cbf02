import type { Account } from "./organisation.ts";
import type { Product } from "./product.ts";

/** A Compute Savings Plan owned by the payer. Money per hour. */
export type SavingsPlan = {
  readonly arn: string;
  readonly id: string;
  readonly startDay: number;
  readonly endDay: number;
  readonly start: string;
  readonly end: string;
  readonly term: "1yr" | "3yr";
  readonly paymentOption: "No Upfront" | "Partial Upfront";
  readonly recurringPerHour: bigint;
  /** Upfront payment spread over the term. */
  readonly amortizedPerHour: bigint;
  readonly upfrontFee: bigint;
  readonly product: Product;
};

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
  readonly paymentOption: "No Upfront" | "Partial Upfront" | "All Upfront";
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
