import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { CostAnswer, MissingMetric } from "../cost/query/cost-query.ts";
import type { MonthAmount } from "../currency/convert.ts";
import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod, DateRange, UsageDate } from "../time/period.ts";

/**
 * What became of a resource from one period to a later one. `new`: first seen in the later period. `appeared`: not there
 * in the earlier period, but seen before the later one. `gone`: there in the earlier period alone. The others are in both.
 */
export const RESOURCE_STATES = ["new", "appeared", "gone", "grown", "shrunk", "same"] as const;
export type ResourceState = (typeof RESOURCE_STATES)[number];

export const RESOURCE_ORDERS = ["cost", "before", "change", "firstSeen", "lastSeen", "resource"] as const;
export type ResourceOrder = (typeof RESOURCE_ORDERS)[number];

/** Dimensions whose values are offered with the number of their resources. */
export const RESOURCE_FACETS = [
  "service",
  "linkedAccount",
  "region",
  "productFamily",
  "instanceType",
] as const satisfies readonly DimensionRef[];
export type ResourceFacetId = (typeof RESOURCE_FACETS)[number];

/** Which resources are meant: those with line items in either period that pass the filters. */
export type ResourceSelection = {
  readonly metric: MetricId;
  readonly range: DateRange;
  /** The earlier period; null compares with nothing, and no state is known. */
  readonly before: DateRange | null;
  readonly filters: readonly Filter[];
  /** As in a `CostQuery`. */
  readonly currency: string | null;
  /** Words that the resource id holds, in any case and order; empty for all. */
  readonly search: string;
  readonly state: ResourceState | null;
};

/** A page of the list. */
export type ResourceQuery = ResourceSelection & {
  /** Whether each resource tells its cost by month, which conversions need. */
  readonly byMonth?: boolean | undefined;
  readonly sort: { readonly by: ResourceOrder; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
};

/** Where most of a resource's cost lies, and how many other values it has. */
export type ResourceAttribute = {
  readonly value: string | null;
  readonly label: string | null;
  readonly others: number;
};

/** What a resource cost in a month, as far as it is in the period and in the one before. */
export type ResourceMonth = {
  readonly month: BillingPeriod;
  readonly cost: Decimal | null;
  readonly before: Decimal | null;
};

/** One resource. AWS: `line_item_resource_id`. */
export type Resource = {
  readonly resourceId: string;
  /** Null where the metric is not known, or the usage has several units. */
  readonly cost: Decimal | null;
  readonly before: Decimal | null;
  readonly state: ResourceState | null;
  /** First and last day with a line item that passes the filters, in all the data held. */
  readonly firstSeen: UsageDate;
  readonly lastSeen: UsageDate;
  readonly service: ResourceAttribute;
  readonly linkedAccount: ResourceAttribute;
  readonly region: ResourceAttribute;
  readonly productFamily: ResourceAttribute;
  readonly instanceType: ResourceAttribute;
  readonly usageType: ResourceAttribute;
  /** Unit of a usage amount; null for money and for several units. */
  readonly unit: string | null;
  /** One amount per bucket of the page's trend; empty where nothing of it is in the trend's range. */
  readonly trend: readonly (Decimal | null)[];
  /** Months with line items of it, the oldest first; empty unless asked for. */
  readonly months: readonly ResourceMonth[];
};

export type ResourceStateSum = {
  readonly state: ResourceState | null;
  readonly resources: number;
  readonly cost: Decimal | null;
  readonly before: Decimal | null;
};

export type ResourcePage = {
  readonly rows: readonly Resource[];
  /** Resources of the selection, on whichever page. */
  readonly resources: number;
  readonly cost: Decimal | null;
  readonly beforeCost: Decimal | null;
  /** All states there are, whether or not one of them is selected. */
  readonly states: readonly ResourceStateSum[];
  /** The period compared with; null where none was asked for or the data does not reach it. */
  readonly before: DateRange | null;
  readonly trendBuckets: readonly string[];
  /** Line items of the range that name no resource, such as taxes and fees; they are in no row. */
  readonly unassigned: {
    readonly cost: Decimal | null;
    readonly lineItems: number;
    readonly months: readonly MonthAmount[];
  };
  /** What all resources of the selection cost month by month; empty unless asked for. */
  readonly months: readonly ResourceMonth[];
  readonly currency: string | null;
  readonly missing: readonly MissingMetric[];
  readonly answeredFrom: CostAnswer["answeredFrom"];
};

export type ResourceFacetQuery = ResourceSelection & {
  readonly dimension: ResourceFacetId;
  readonly limit: number;
};

export type ResourceFacetValue = {
  readonly value: string | null;
  readonly label: string | null;
  readonly resources: number;
  readonly cost: Decimal | null;
};

/** Values of a facet, those that cost most first, and how many there are in all. */
export type ResourceFacet = { readonly values: readonly ResourceFacetValue[]; readonly count: number };

/** A resource and the billing period to read its tags from. */
export type ResourceTagQuery = { readonly resourceId: string; readonly billingPeriod: BillingPeriod };

export type ResourceTag = { readonly key: string; readonly value: string };

/** Tags of a resource as last delivered. */
export type TaggedResource = { readonly resourceId: string; readonly tags: readonly ResourceTag[] };

/** Days on which a tag had one value; null while the resource was there without the tag. Both days are in. */
export type TagSpan = { readonly value: string | null; readonly from: UsageDate; readonly to: UsageDate };

/** A tag of one resource over time, oldest first. */
export type TagHistory = { readonly key: string; readonly spans: readonly TagSpan[] };
