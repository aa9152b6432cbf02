import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { CostAnswer, MissingMetric } from "../cost/query/cost-query.ts";
import type { TagProfile } from "../cost/profile/tag-profile.ts";
import type { Decimal } from "../money/decimal.ts";
import type { DateRange, UsageDate } from "../time/period.ts";

/** A way to count money: amounts used have no price. */
export type ComparedMetric = Exclude<MetricId, "usageAmount">;

/**
 * What makes one period's cost differ from another's. The first six are of usage, which has an amount and so a price; the others
 * are charges without one, each the plain difference of both periods.
 */
export const EFFECTS = [
  "calendar",
  "new",
  "gone",
  "volume",
  "mix",
  "price",
  "unmeasured",
  "commitments",
  "fees",
  "tax",
  "credits",
  "refunds",
  "discounts",
] as const;
export type Effect = (typeof EFFECTS)[number];
export type Effects = Readonly<Record<Effect, Decimal>>;

/** What of one period is compared. */
export type PeriodQuery = {
  readonly metric: ComparedMetric;
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  readonly groupBy: readonly DimensionRef[];
  /** As in a `CostQuery`. */
  readonly currency: string | null;
  /** Whether the same usage of two accounts is two things; accounts of two clients never are the same. */
  readonly byAccount: boolean;
  readonly profiles?: readonly TagProfile[] | undefined;
};

/** Line items of one product, purchase option and kind of charge in one period, summed. */
export type PeriodSum = {
  /** Values of the dimensions grouped by. */
  readonly key: readonly (string | null)[];
  readonly charge: ChargeClass;
  /** Values of the product's dimensions; null where the charge is no usage. */
  readonly product: readonly (string | null)[] | null;
  readonly purchaseOption: string | null;
  /** Pricing units met where an amount was used. */
  readonly units: readonly string[];
  readonly amount: Decimal | null;
  /** AWS: `line_item_usage_amount`; null where no line item tells one. */
  readonly quantity: Decimal | null;
  readonly lineItems: number;
};

/** Kinds of charges as a comparison tells them apart. `recurring`: a Savings Plan's fee, which comes hour by hour. */
export const CHARGE_CLASSES = [
  "usage",
  "recurring",
  "unmeasured",
  "commitments",
  "fees",
  "tax",
  "credits",
  "refunds",
  "discounts",
] as const;
export type ChargeClass = (typeof CHARGE_CLASSES)[number];

export type ValueLabel = {
  readonly dimension: DimensionRef;
  readonly value: string;
  readonly label: string;
};

/** One period of one workspace as a comparison needs it. */
export type PeriodSums = {
  readonly range: DateRange;
  /** The days of the range that are held, in order; bills behind the newest day are not known yet. */
  readonly held: readonly DateRange[];
  /** The newest day held, if it is in the range and its month goes on: AWS may still add to it. */
  readonly openDay: UsageDate | null;
  readonly currency: string | null;
  readonly currencies: readonly string[];
  /** Null where nothing is known. */
  readonly total: Decimal | null;
  readonly lineItems: number;
  readonly sums: readonly PeriodSum[];
  readonly labels: readonly ValueLabel[];
  readonly missing: readonly MissingMetric[];
  readonly answeredFrom: CostAnswer["answeredFrom"];
};

/** A side of a comparison: a period of the open workspace, or the sums of another one. */
export type ComparedSide =
  | { readonly kind: "own"; readonly range: DateRange }
  | { readonly kind: "given"; readonly sums: PeriodSums };

/** Two periods held against each other; `before` is where the waterfall starts, `now` where it ends. */
export type ComparisonQuery = {
  readonly metric: PeriodQuery["metric"];
  readonly filters: PeriodQuery["filters"];
  readonly groupBy: PeriodQuery["groupBy"];
  readonly currency: PeriodQuery["currency"];
  readonly byAccount: PeriodQuery["byAccount"];
  readonly profiles?: PeriodQuery["profiles"];
  readonly before: ComparedSide;
  readonly now: ComparedSide;
  /** Whether usage is expected to grow with the time that the periods hold; the growth is an effect of its own. */
  readonly byDays: boolean;
  /** Groups to list, largest change first; the others are summed. */
  readonly top: number;
  /** Products to list, by the size of this effect (null: of their whole change). */
  readonly products: {
    readonly effect: Effect | null;
    readonly limit: number;
    /** Only those of groups that are not listed. */
    readonly ofOther?: boolean | undefined;
  };
};

/** A period of a workspace; null is the open one. */
export type AcrossSide = { readonly workspaceId: string | null; readonly range: DateRange };

/** A `ComparisonQuery` whose periods may be of two workspaces. */
export type AcrossQuery = {
  readonly metric: ComparisonQuery["metric"];
  readonly filters: ComparisonQuery["filters"];
  readonly groupBy: ComparisonQuery["groupBy"];
  readonly currency: ComparisonQuery["currency"];
  readonly byAccount: ComparisonQuery["byAccount"];
  readonly profiles?: ComparisonQuery["profiles"];
  readonly byDays: ComparisonQuery["byDays"];
  readonly top: ComparisonQuery["top"];
  readonly products: ComparisonQuery["products"];
  readonly before: AcrossSide;
  readonly now: AcrossSide;
};

/** What is told of a whole period. */
export type ComparedPeriod = {
  readonly range: DateRange;
  /** Days with data. */
  readonly days: number;
  readonly openDay: UsageDate | null;
  readonly currency: string | null;
  readonly total: Decimal | null;
  readonly lineItems: number;
  readonly missing: readonly MissingMetric[];
  readonly answeredFrom: CostAnswer["answeredFrom"];
};

/** Two amounts and what makes the difference; the effects sum to `change`, to the last digit. */
export type Compared = {
  readonly before: Decimal;
  readonly now: Decimal;
  readonly change: Decimal | null;
  readonly effects: Effects | null;
};

export type ComparedGroup = {
  readonly before: Compared["before"];
  readonly now: Compared["now"];
  readonly change: Compared["change"];
  readonly effects: Compared["effects"];
  readonly key: readonly (string | null)[];
  readonly labels: readonly (string | null)[];
};

/** A thing that was used in either period, with its amounts and prices. */
export type ComparedProduct = {
  readonly before: Compared["before"];
  readonly now: Compared["now"];
  readonly change: Compared["change"];
  readonly effects: Compared["effects"];
  readonly key: readonly (string | null)[];
  readonly labels: readonly (string | null)[];
  readonly charge: ChargeClass;
  /** By `PRODUCT_DIMENSIONS`; the account is null where accounts are not told apart. Null for charges that are no usage. */
  readonly product: readonly (string | null)[] | null;
  readonly productLabels: readonly (string | null)[];
  /** Null where there is none, or several. */
  readonly unit: string | null;
  readonly quantityBefore: Decimal | null;
  readonly quantityNow: Decimal | null;
};

/**
 * The answer. `effects` and every `change` are null where the periods are of different currencies, which are never added up, or
 * where one of them is not held at all.
 */
export type ComparisonAnswer = {
  readonly before: ComparedPeriod;
  readonly now: ComparedPeriod;
  readonly change: Decimal | null;
  readonly effects: Effects | null;
  readonly groups: readonly ComparedGroup[];
  readonly other: {
    readonly groups: number;
    readonly before: Compared["before"];
    readonly now: Compared["now"];
    readonly change: Compared["change"];
    readonly effects: Compared["effects"];
  } | null;
  readonly products: readonly ComparedProduct[];
};

/** What makes usage the same thing in both periods, besides the dimensions that are grouped by. */
export const PRODUCT_DIMENSIONS = [
  "linkedAccount",
  "service",
  "region",
  "usageType",
  "operation",
] as const satisfies readonly DimensionRef[];
