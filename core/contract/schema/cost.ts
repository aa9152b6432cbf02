import { z } from "zod";
import { DIMENSION_IDS, type DimensionRef } from "../../cost/dimension/dimension-ref.ts";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { GRANULARITIES } from "../../time/period.ts";
import { billingPeriod, dateRange, decimal } from "./common.ts";

const FIXED: readonly string[] = DIMENSION_IDS;
export const dimensionRef = z.custom<DimensionRef>(
  (value) =>
    typeof value === "string" &&
    value.length <= 512 &&
    (FIXED.includes(value) || /^(tag|costCategory|product|profile):./s.test(value)),
);

export const filter = z
  .object({
    dimension: dimensionRef,
    mode: z.enum(["include", "exclude"]),
    values: z.array(z.string().nullable()).min(1).max(1_000).readonly(),
  })
  .readonly();

export const tagProfile = z
  .object({
    id: z.string().min(1).max(64),
    name: z.string().trim().min(1).max(120),
    source: dimensionRef.nullable(),
    rules: z
      .array(
        z
          .object({
            id: z.string().min(1).max(64),
            value: z.string().min(1).max(1_024),
            filters: z.array(filter).max(50).readonly(),
          })
          .readonly(),
      )
      .max(1_000)
      .readonly(),
  })
  .readonly();

export const tagProfiles = z.array(tagProfile).max(100).readonly();

export const costQuery = z
  .object({
    metric: z.enum(METRIC_IDS),
    granularity: z.enum(GRANULARITIES),
    range: dateRange,
    groupBy: z.array(dimensionRef).max(6).readonly(),
    filters: z.array(filter).max(50).readonly(),
    currency: z.string().max(8).nullable(),
    top: z.number().int().min(1).max(10_000).nullable(),
    profiles: tagProfiles.optional(),
  })
  .readonly();

const values = z.array(decimal.nullable()).readonly();

export const missingMetric = z.object({ billingPeriod, columns: z.array(z.string()).readonly() }).readonly();
export const answeredFrom = z.enum(["daily", "dailyResource", "lineItems"]);

export const costAnswer = z
  .object({
    currency: z.string().nullable(),
    currencies: z.array(z.string()).readonly(),
    buckets: z.array(z.string()).readonly(),
    groups: z
      .array(
        z
          .object({
            key: z.array(z.string().nullable()).readonly(),
            labels: z.array(z.string().nullable()).readonly(),
            total: decimal.nullable(),
            values,
            lineItems: z.number(),
            units: z.array(z.string()).readonly(),
          })
          .readonly(),
      )
      .readonly(),
    other: z
      .object({ groups: z.number(), total: decimal.nullable(), values, lineItems: z.number() })
      .readonly()
      .nullable(),
    total: decimal.nullable(),
    values,
    lineItems: z.number(),
    missing: z.array(missingMetric).readonly(),
    answeredFrom,
  })
  .readonly();

export const dimensionValuesQuery = z
  .object({
    dimension: dimensionRef,
    range: dateRange,
    filters: z.array(filter).max(50).readonly(),
    search: z.string().max(256),
    currency: z.string().max(8).nullable(),
    limit: z.number().int().min(1).max(500),
    profiles: tagProfiles.optional(),
  })
  .readonly();

export const dimensionValue = z
  .object({
    value: z.string().nullable(),
    label: z.string().nullable(),
    total: decimal.nullable(),
    lineItems: z.number(),
  })
  .readonly();

export const lineItemQuery = z
  .object({
    range: dateRange,
    filters: z.array(filter).max(50).readonly(),
    columns: z.array(z.string().min(1).max(512)).max(2_000).readonly(),
    sort: z
      .object({ column: z.string().min(1).max(512), descending: z.boolean() })
      .readonly()
      .nullable(),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(2_000),
    profiles: tagProfiles.optional(),
  })
  .readonly();

export const lineItemColumn = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.enum(["text", "decimal", "timestamp", "map"]),
    common: z.boolean(),
  })
  .readonly();

export const lineItemPage = z
  .object({
    columns: z.array(lineItemColumn).readonly(),
    rows: z.array(z.array(z.string().nullable()).readonly()).readonly(),
    totalRows: z.number(),
    totals: z.record(z.string(), decimal).readonly(),
  })
  .readonly();
