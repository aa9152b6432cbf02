import type { MissingMetric } from "../cost/query/cost-query.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { TagProfile } from "../cost/profile/tag-profile.ts";
import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod, DateRange } from "../time/period.ts";
import type { AllocationModel } from "./model.ts";

/** What the units of a model cost. Money only: usage amounts have no common unit. */
export type AllocationQuery = {
  readonly model: AllocationModel;
  /** Virtual tags that the model's filters name. */
  readonly profiles: readonly TagProfile[];
  readonly metric: Exclude<MetricId, "usageAmount">;
  readonly granularity: "day" | "month" | "total";
  readonly range: DateRange;
  readonly currency: string | null;
};

/** An amount per bucket and its sum; null where nothing is known. */
export type Amounts = {
  readonly total: Decimal | null;
  readonly values: readonly (Decimal | null)[];
};

/** One unit by itself, without those below it. */
export type AllocatedUnit = {
  readonly unitId: string;
  /** What its rules took: its cost before shared pools are split. */
  readonly direct: Amounts;
  readonly lineItems: number;
  /** Shares of pools, by pool. */
  readonly received: readonly { readonly from: string; readonly amounts: Amounts }[];
  /** What a pool handed on; nothing for other units. */
  readonly given: Amounts;
  /** `direct` with all that was received, without what was given. */
  readonly after: Amounts;
};

/** A pool that could not be split in a month, and why: its cost stays with it. */
export type UnsplitPool = {
  readonly unitId: string;
  readonly billingPeriod: BillingPeriod;
  readonly reason: "noRecipients" | "noWeights" | "mixedUnits" | "overFull";
};

/** Units after the split and what no rule took, together the bill to the last digit. */
export type AllocationAnswer = {
  readonly currency: string | null;
  readonly currencies: readonly string[];
  readonly buckets: readonly string[];
  readonly units: readonly AllocatedUnit[];
  readonly unallocated: {
    readonly total: Decimal | null;
    readonly values: readonly (Decimal | null)[];
    readonly lineItems: number;
  };
  readonly total: Decimal | null;
  readonly values: readonly (Decimal | null)[];
  readonly lineItems: number;
  readonly unsplit: readonly UnsplitPool[];
  readonly missing: readonly MissingMetric[];
  /** `cut`: sums over the model's own dimensions, kept beside the line items. `lineItems`: in part those of AWS. */
  readonly answeredFrom: "daily" | "cut" | "lineItems";
};

/** What a rule takes, and what it would take if it stood first. */
export type RulePreview = {
  readonly ruleId: string;
  readonly taken: Decimal;
  readonly takenLineItems: number;
  readonly alone: Decimal;
  readonly aloneLineItems: number;
};

export type AllocationPreview = {
  readonly currency: string | null;
  readonly rules: readonly RulePreview[];
  readonly unallocated: Decimal;
  readonly unallocatedLineItems: number;
  readonly total: Decimal;
};

/** What a unit owes in a month. */
export type ChargebackMonth = {
  readonly month: BillingPeriod;
  readonly direct: Decimal;
  readonly shared: Decimal;
};

/** One line of a chargeback: what a unit owes for a service in an account. `unitId` is null for what no rule took. */
export type ChargebackRow = {
  readonly unitId: string | null;
  readonly account: string | null;
  readonly service: string | null;
  readonly direct: Decimal;
  /** Received from pools; for a pool what it handed on, negative. */
  readonly shared: Decimal;
  readonly total: Decimal;
  /** The oldest first. */
  readonly months: readonly ChargebackMonth[];
};

/** What makes up the cost of a unit and those below it, by service or account. */
export type StatementQuery = {
  readonly model: AllocationModel;
  readonly profiles: readonly TagProfile[];
  readonly metric: AllocationQuery["metric"];
  readonly granularity: AllocationQuery["granularity"];
  readonly range: DateRange;
  readonly currency: string | null;
  readonly unitId: string;
  readonly by: "service" | "linkedAccount";
};

export type StatementRow = {
  readonly value: string | null;
  readonly label: string | null;
  readonly direct: Decimal;
  readonly shared: Decimal;
  readonly total: Decimal;
  /** The oldest first. */
  readonly months: readonly ChargebackMonth[];
};
