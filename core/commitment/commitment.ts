import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod, DateRange, Granularity } from "../time/period.ts";

export const COMMITMENT_KINDS = ["savingsPlan", "reservation"] as const;
/** A Savings Plan commits to spend per hour, a reservation to usage. */
export type CommitmentKind = (typeof COMMITMENT_KINDS)[number];

export const PLAN_TYPES = ["Compute", "EC2Instance", "SageMaker", "Database"] as const;
/** AWS: `savingsPlan/OfferingType` without its ending. */
export type PlanType = (typeof PLAN_TYPES)[number];

export function isPlanType(text: string | null): text is PlanType {
  return PLAN_TYPES.some((type) => type === text);
}

/** What is asked about commitments; `arn` looks at one alone. */
export type CommitmentQuery = {
  readonly range: DateRange;
  readonly granularity: Granularity;
  /** `null` takes the only currency present and refuses several. */
  readonly currency: string | null;
  readonly arn: string | null;
  /** True where what each commitment is month by month is to be told too; left out, it is not. */
  readonly byMonth?: boolean | undefined;
};

/**
 * Exact amounts of commitments over some time; every rate follows from them (`rates.ts`). `null` is not known: a column is
 * missing, or nothing of the kind is in the bills.
 */
export type CommitmentAmounts = {
  /** Public on-demand price of the usage that commitments paid for. AWS: `pricing/publicOnDemandCost`. */
  readonly coveredList: Decimal | null;
  /** Amortized cost of that usage. AWS: `savingsPlan/SavingsPlanEffectiveCost`, `reservation/EffectiveCost`. */
  readonly coveredCost: Decimal | null;
  /** Cost of commitment nothing used. AWS: total less used commitment; `reservation/Unused...`. */
  readonly unused: Decimal | null;
  /** On-demand cost of usage that a commitment could pay for and none did. */
  readonly onDemand: Decimal | null;
  /** AWS: `savingsPlan/TotalCommitmentToDate`. */
  readonly committed: Decimal | null;
  /** AWS: `savingsPlan/UsedCommitment`. */
  readonly used: Decimal | null;
  /** Reserved instance hours, in normalized units where AWS gives them. AWS: `reservation/TotalReservedNormalizedUnits`. */
  readonly reservedUnits: Decimal | null;
  readonly unusedUnits: Decimal | null;
  /** Normalized instance hours that ran reserved, and all that ran but Spot. */
  readonly coveredUnits: Decimal | null;
  readonly runningUnits: Decimal | null;
};

/** The same for one kind, and over time: one entry per bucket, `null` where the bills hold nothing of the kind. */
export type CommitmentSide = {
  readonly total: CommitmentAmounts;
  readonly values: readonly (CommitmentAmounts | null)[];
};

/** What an account used of a commitment. */
export type Consumer = {
  readonly account: string | null;
  readonly label: string | null;
  readonly list: Decimal | null;
  readonly cost: Decimal | null;
  /** Months of the range; empty unless asked for. */
  readonly months: readonly {
    readonly month: BillingPeriod;
    readonly list: Decimal | null;
    readonly cost: Decimal | null;
  }[];
};

/** A commitment in one month of the range. */
export type CommitmentMonth = { readonly month: BillingPeriod; readonly amounts: CommitmentAmounts };

/** One Savings Plan or reservation. `amounts` is of the range; `null` when it has no line items there. */
export type Commitment = {
  readonly arn: string;
  readonly kind: CommitmentKind;
  /** `Compute` and the like for a Savings Plan, the service code for a reservation. */
  readonly program: string | null;
  /** The account inside the ARN, which bought it. */
  readonly owner: string | null;
  readonly ownerLabel: string | null;
  /** AWS: `savingsPlan/PurchaseTerm`, `pricing/LeaseContractLength`: `1yr`. Null where the format has no such column. */
  readonly term: string | null;
  /** AWS: `savingsPlan/PaymentOption`, `pricing/PurchaseOption`: `No Upfront`. */
  readonly payment: string | null;
  /** Instants as delivered, in UTC: `2026-11-01T00:00:00Z`. */
  readonly start: string | null;
  readonly end: string | null;
  readonly region: string | null;
  readonly instanceType: string | null;
  /** How many instances a reservation holds. */
  readonly count: string | null;
  readonly amounts: CommitmentAmounts | null;
  /** The months of the range with line items of it; empty unless asked for. They sum to `amounts`. */
  readonly months: readonly CommitmentMonth[];
  /** Savings Plan: commitment of one hour, and over how many hours the bills tell it. Null in FOCUS, which tells what was used. */
  readonly hourly: { readonly amount: Decimal; readonly committed: Decimal; readonly hours: number } | null;
  /** Largest first. */
  readonly consumers: readonly Consumer[];
  readonly lastSeen: BillingPeriod;
};

/** What the bills say of a commitment's contract. */
export type CommitmentTerms = Pick<
  Commitment,
  "term" | "payment" | "start" | "end" | "region" | "instanceType" | "count"
>;

/** What a billing period's files do not tell, by the columns that are missing. */
export type CommitmentGap = {
  readonly billingPeriod: BillingPeriod;
  readonly kind: CommitmentKind;
  readonly columns: readonly string[];
};

/** What the format of the files cannot tell at all. */
export const COMMITMENT_LIMITS = ["terms", "units", "netCosts", "dailyUsage"] as const;
export type CommitmentLimit = (typeof COMMITMENT_LIMITS)[number];

export type CommitmentAnswer = {
  readonly currency: string | null;
  readonly currencies: readonly string[];
  readonly buckets: readonly string[];
  readonly all: CommitmentSide;
  readonly savingsPlans: CommitmentSide;
  readonly reservations: CommitmentSide;
  readonly commitments: readonly Commitment[];
  readonly gaps: readonly CommitmentGap[];
  readonly limits: readonly CommitmentLimit[];
};
