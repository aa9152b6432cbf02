import type { DimensionId } from "../cost/dimension/dimension-ref.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { ChargeKind } from "./charge-kind.ts";
import type { Clause } from "./rule.ts";

const MARKETPLACE = "AWS Marketplace";
/** AWS: `lineItem/LineItemType` of usage, and FOCUS: `ChargeCategory`. */
const USAGE = ["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage", "FlatRateSubscription"];
/** FOCUS calls a refund `Adjustment`. */
const REFUND = ["Refund", "Adjustment"];
/** Types with a view of their own, whatever they are for. */
const APART = ["Tax", "Credit", ...REFUND];

const type = (operator: "is" | "isNot", values: readonly string[]): Clause => ({
  dimension: "lineItemType",
  operator,
  values,
});
const entity = (operator: "is" | "isNot"): Clause => ({
  dimension: "billingEntity",
  operator,
  values: [MARKETPLACE],
});

/** What makes a line item one of a kind; of data transfer there are the categories besides. */
export const KIND_RULES: Readonly<Record<ChargeKind, readonly Clause[]>> = {
  dataTransfer: [type("is", USAGE), entity("isNot")],
  networkServices: [type("is", USAGE), entity("isNot")],
  marketplace: [entity("is"), type("isNot", APART)],
  support: [
    { dimension: "service", operator: "startsWith", values: ["AWS", "OCB"] },
    { dimension: "service", operator: "contains", values: ["Support"] },
    entity("isNot"),
    type("isNot", APART),
  ],
  tax: [type("is", ["Tax"])],
  credits: [type("is", ["Credit"])],
  refunds: [type("is", REFUND)],
};

/** Kinds that filters alone can name. Categories and the services of support are told by patterns. */
export function kindFilters(kind: ChargeKind): readonly Filter[] {
  return KIND_RULES[kind].flatMap(({ dimension, operator, values }): Filter[] =>
    operator === "is" || operator === "isNot"
      ? [{ dimension, mode: operator === "is" ? "include" : "exclude", values }]
      : [],
  );
}

/** True where `kindFilters` names exactly the line items of the kind. */
export function isNamedByFilters(kind: ChargeKind): boolean {
  return !["dataTransfer", "networkServices", "support"].includes(kind);
}

const TOLD_BY: Readonly<Record<ChargeKind, readonly DimensionId[]>> = {
  dataTransfer: ["usageType", "operation"],
  networkServices: ["usageType"],
  marketplace: ["billingEntity"],
  support: ["service"],
  tax: ["lineItemType"],
  credits: ["lineItemType"],
  refunds: ["lineItemType"],
};

/** Dimensions without which a kind cannot be told from others. */
export function toldBy(kind: ChargeKind): readonly DimensionId[] {
  return TOLD_BY[kind];
}
