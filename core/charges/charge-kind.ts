import type { DimensionId } from "../cost/dimension/dimension-ref.ts";

/** Kinds of charges with a view of their own. No line item belongs to two of them. */
export const CHARGE_KINDS = [
  "dataTransfer",
  "networkServices",
  "marketplace",
  "support",
  "tax",
  "credits",
  "refunds",
] as const;

/** `networkServices` are the hourly and per-request companions of data transfer: gateways, endpoints, balancers, addresses. */
export type ChargeKind = (typeof CHARGE_KINDS)[number];

export const CHARGE_GROUPINGS = [
  "category",
  "regionPair",
  "usage",
  "linkedAccount",
  "payerAccount",
  "service",
  "legalEntity",
  "taxType",
  "description",
  "lineItemType",
] as const;

/**
 * What a view is divided by: a dimension, the category of data transfer, the two regions it goes between, or `usage`: service,
 * usage type and operation together, which is as deep as categories reach.
 */
export type ChargeGrouping = (typeof CHARGE_GROUPINGS)[number];

/** Divisions that make sense of a kind; the first is the one to begin with. */
export const GROUPINGS_OF: Readonly<Record<ChargeKind, readonly [ChargeGrouping, ...ChargeGrouping[]]>> = {
  dataTransfer: ["category", "linkedAccount", "regionPair", "service", "usage"],
  networkServices: ["category", "linkedAccount", "service", "usage"],
  marketplace: ["legalEntity", "service", "linkedAccount", "lineItemType"],
  support: ["payerAccount", "service", "linkedAccount"],
  tax: ["taxType", "legalEntity", "service", "linkedAccount"],
  credits: ["description", "service", "linkedAccount"],
  refunds: ["description", "service", "linkedAccount"],
};

const COMPOSED = {
  category: [],
  regionPair: ["region", "usageType"],
  usage: ["service", "usageType", "operation"],
} as const;

/** Dimensions a division reads, in the order of its keys; a category is told from others that are not among them. */
export function dimensionsOf(grouping: ChargeGrouping): readonly DimensionId[] {
  return grouping === "category" || grouping === "regionPair" || grouping === "usage"
    ? COMPOSED[grouping]
    : [grouping];
}
