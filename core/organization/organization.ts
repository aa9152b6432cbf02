import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { TagProfile } from "../cost/profile/tag-profile.ts";
import type { CostAnswer, MissingMetric } from "../cost/query/cost-query.ts";
import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod, DateRange } from "../time/period.ts";
import type { AccountState } from "./known-account.ts";

/** A question about what payers, organizational units and accounts cost. */
export type OrganizationQuery = {
  readonly metric: Exclude<MetricId, "usageAmount">;
  readonly range: DateRange;
  /** Range to compare with; null compares with nothing. */
  readonly before: DateRange | null;
  /** Months over which trends are told. */
  readonly trend: DateRange;
  readonly filters: readonly Filter[];
  /** As in a cost query: `null` takes the only one present and refuses when there are several. */
  readonly currency: string | null;
  readonly profiles?: readonly TagProfile[] | undefined;
};

/**
 * `payer`: an account that is billed. `unit`: an organizational unit. `outside`: accounts on the payer's bill that its
 * organization does not have. `account`: a linked account.
 */
export type OrganizationNodeKind = "payer" | "unit" | "outside" | "account";

/** `left`: an earlier reading of the organization had the account; `unknown`: its organization was never read. */
export type Membership = "member" | "left" | "outside" | "unknown";

export type OrganizationNode = {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: OrganizationNodeKind;
  /** Name of the account or unit; null where nobody told one. */
  readonly name: string | null;
  /** Of a payer or linked account; null for line items that name none, and for units. */
  readonly accountId: string | null;
  readonly payerAccountId: string | null;
  /** Linked accounts in and below the node; `null` stands for line items that name none. */
  readonly accounts: readonly (string | null)[];
  readonly cost: Decimal | null;
  readonly before: Decimal | null;
  readonly trend: readonly (Decimal | null)[];
  readonly lineItems: number;
  readonly services: number;
  readonly regions: number;
  readonly state: AccountState | null;
  /** Of accounts; `unknown` for all else. */
  readonly membership: Membership;
  /** Of payers: who told where its accounts stand; null where nobody did. */
  readonly placedBy: "organizations" | "user" | null;
};

/** Nodes with every parent before its children, siblings by cost. The payers sum to the total, every node to its children. */
export type OrganizationAnswer = {
  readonly currency: string | null;
  readonly currencies: readonly string[];
  readonly nodes: readonly OrganizationNode[];
  readonly total: Decimal | null;
  readonly before: Decimal | null;
  readonly lineItems: number;
  readonly trendMonths: readonly BillingPeriod[];
  readonly missing: readonly MissingMetric[];
  readonly answeredFrom: CostAnswer["answeredFrom"];
};
