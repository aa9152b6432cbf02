import type { Account } from "./organisation.ts";
import type { Slot } from "./calendar.ts";
import type { PlanPart, ReservationPart, SavingsPlan } from "./commitment.ts";
import type { Pod } from "./containers.ts";
import type { Product } from "./product.ts";

/** AWS: `lineItem/LineItemType`. */
export type SampleLineItemType =
  | "Usage"
  | "DiscountedUsage"
  | "SavingsPlanCoveredUsage"
  | "SavingsPlanNegation"
  | "SavingsPlanRecurringFee"
  | "SavingsPlanUpfrontFee"
  | "RIFee"
  | "Fee"
  | "EdpDiscount"
  | "Tax"
  | "Credit"
  | "Refund";

/** Tags of a resource: cell per tag key (`user:team`); shared between its line items. */
export type TagSet = Readonly<Record<string, string>>;

export const NO_TAGS: TagSet = {};

/** What the `splitLineItem/...` columns of one row say: a container's part of the instance it runs on. */
export type SplitPart = {
  readonly pod: Pod;
  readonly parentResourceId: string;
  readonly reservedUsage: bigint;
  readonly actualUsage: bigint;
  readonly splitUsage: bigint;
  /** Share of the instance. */
  readonly splitUsageRatio: bigint;
  readonly splitCost: bigint;
  readonly unusedCost: bigint;
  readonly netSplitCost: bigint;
  readonly netUnusedCost: bigint;
  readonly publicSplitCost: bigint;
  readonly publicUnusedCost: bigint;
};

/** One line item. Amounts are integers scaled by 10^10, in US dollars or the unit of the product. */
export type LineItem = {
  readonly id: string;
  readonly type: SampleLineItemType;
  readonly billType: "Anniversary" | "Purchase" | "Refund";
  readonly account: Account;
  readonly product: Product;
  readonly slot: Slot;
  readonly tags: TagSet;
  readonly resourceId: string;
  readonly zone: string;
  readonly description: string;
  readonly taxType: string;
  readonly amount: bigint;
  readonly rate: bigint | undefined;
  readonly unblended: bigint;
  /** AWS leaves it blank on discount rows. */
  readonly blended: bigint | undefined;
  readonly netUnblended: bigint;
  readonly publicCost: bigint | undefined;
  readonly amortized: bigint;
  readonly netAmortized: bigint;
  readonly onDemandEquivalent: bigint;
  /** Whether the amount is usage; fees and negations repeat or invent it. */
  readonly isUsage: boolean;
  readonly reservation: ReservationPart | undefined;
  readonly plan: PlanPart | undefined;
  /** The plan whose one-time fee a refund pays back; the row itself names it in its description only. */
  readonly refunded?: SavingsPlan;
  /** Only on rows of split cost allocation data, which repeat their instance's cost and never count. */
  readonly split?: SplitPart;
};
