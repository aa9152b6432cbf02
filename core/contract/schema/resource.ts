import { z } from "zod";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { RESOURCE_FACETS, RESOURCE_ORDERS, RESOURCE_STATES } from "../../resource/resource-query.ts";
import { billingPeriod, dateRange, decimal, usageDate } from "./common.ts";
import { answeredFrom, filter, missingMetric } from "./cost.ts";

const resourceId = z.string().min(1).max(4_096);
const state = z.enum(RESOURCE_STATES).nullable();

const selection = {
  metric: z.enum(METRIC_IDS),
  range: dateRange,
  before: dateRange.nullable(),
  filters: z.array(filter).max(50).readonly(),
  currency: z.string().max(8).nullable(),
  search: z.string().max(256),
  state,
};

export const resourceQuery = z
  .object({
    ...selection,
    byMonth: z.boolean().optional(),
    sort: z.object({ by: z.enum(RESOURCE_ORDERS), descending: z.boolean() }).readonly(),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(1_000),
  })
  .readonly();

const months = z
  .array(z.object({ month: billingPeriod, cost: decimal.nullable(), before: decimal.nullable() }).readonly())
  .readonly();

const attribute = z
  .object({ value: z.string().nullable(), label: z.string().nullable(), others: z.number() })
  .readonly();

const resource = z
  .object({
    resourceId: z.string(),
    cost: decimal.nullable(),
    before: decimal.nullable(),
    state,
    firstSeen: usageDate,
    lastSeen: usageDate,
    service: attribute,
    linkedAccount: attribute,
    region: attribute,
    productFamily: attribute,
    instanceType: attribute,
    usageType: attribute,
    unit: z.string().nullable(),
    trend: z.array(decimal.nullable()).readonly(),
    months,
  })
  .readonly();

export const resourcePage = z
  .object({
    rows: z.array(resource).readonly(),
    resources: z.number(),
    cost: decimal.nullable(),
    beforeCost: decimal.nullable(),
    states: z
      .array(
        z
          .object({ state, resources: z.number(), cost: decimal.nullable(), before: decimal.nullable() })
          .readonly(),
      )
      .readonly(),
    before: dateRange.nullable(),
    trendBuckets: z.array(z.string()).readonly(),
    unassigned: z
      .object({
        cost: decimal.nullable(),
        lineItems: z.number(),
        months: z.array(z.object({ month: billingPeriod, amount: decimal.nullable() }).readonly()).readonly(),
      })
      .readonly(),
    months,
    currency: z.string().nullable(),
    missing: z.array(missingMetric).readonly(),
    answeredFrom,
  })
  .readonly();

export const resourceFacetQuery = z
  .object({
    ...selection,
    dimension: z.enum(RESOURCE_FACETS),
    limit: z.number().int().min(1).max(500),
  })
  .readonly();

export const resourceFacet = z
  .object({
    values: z
      .array(
        z
          .object({
            value: z.string().nullable(),
            label: z.string().nullable(),
            resources: z.number(),
            cost: decimal.nullable(),
          })
          .readonly(),
      )
      .readonly(),
    count: z.number(),
  })
  .readonly();

export const tagQuery = z.object({ resourceId, billingPeriod }).readonly();

export const taggedResource = z
  .object({
    resourceId: z.string(),
    tags: z.array(z.object({ key: z.string(), value: z.string() }).readonly()).readonly(),
  })
  .readonly();

export const tagHistoryQuery = z.object({ resourceId });

export const tagHistory = z
  .object({
    key: z.string(),
    spans: z
      .array(z.object({ value: z.string().nullable(), from: usageDate, to: usageDate }).readonly())
      .readonly(),
  })
  .readonly();
