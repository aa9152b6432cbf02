import { z } from "zod";
import { CHARGE_KINDS } from "../../charges/charge-kind.ts";
import { CHARGE_CATEGORIES } from "../../charges/transfer-category.ts";
import { CONTAINER_PARTS, splitMetric } from "../../container/container-scope.ts";
import { DIFFERENCE_IDS } from "../../cost/explain/differences.ts";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { billingPeriod, dateRange, decimal } from "./common.ts";
import { dimensionRef, filter, tagProfiles } from "./cost.ts";

const MOST_KEYS = 10_000;

const place = z.string().max(2_000).nullable();

export const costCell = z
  .object({
    metric: z.enum(METRIC_IDS),
    range: dateRange,
    filters: z.array(filter).max(60).readonly(),
    currency: z.string().max(8).nullable(),
    hour: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:00$/)
      .nullable(),
    without: z
      .object({
        dimensions: z.array(dimensionRef).max(6).readonly(),
        keys: z.array(z.array(z.string().nullable()).max(6).readonly()).max(MOST_KEYS).readonly(),
      })
      .readonly()
      .nullable(),
    charges: z
      .object({
        kind: z.enum(CHARGE_KINDS),
        categories: z.array(z.enum(CHARGE_CATEGORIES)).max(CHARGE_CATEGORIES.length).readonly().nullable(),
      })
      .readonly()
      .optional(),
    containers: z
      .object({
        part: z.enum(CONTAINER_PARTS),
        place: z
          .object({
            platform: z.enum(["EKS", "ECS"]),
            account: place,
            region: place,
            cluster: place,
            namespace: place.optional(),
            workload: place.optional(),
          })
          .readonly()
          .nullable(),
        instance: z.string().max(2_000).optional(),
      })
      .readonly()
      .optional(),
    profiles: tagProfiles.optional(),
  })
  .refine(({ containers, metric }) => containers === undefined || splitMetric(metric) !== null)
  .readonly();

export const explainQuestion = z
  .object({
    cell: costCell,
    /** `store` answers from where the number itself came from, `lineItems` counts anew and tells the files. */
    from: z.enum(["store", "lineItems"]),
  })
  .readonly();

const formula = z
  .object({
    symbols: z.string(),
    words: z.string(),
    where: z
      .array(z.object({ symbol: z.string(), column: z.string(), header: z.string().nullable() }).readonly())
      .readonly(),
  })
  .readonly();

const part = z
  .object({
    family: z.enum(["cur", "focus"]),
    lineItemType: z.string().nullable(),
    isSplit: z.literal(true).optional(),
    unit: z.string().nullable(),
    lineItems: z.number(),
    unblended: decimal.nullable(),
    amount: decimal.nullable(),
    formula,
  })
  .readonly();

const file = z
  .object({ source: z.string(), sha256: z.string(), lineItems: z.number(), amount: decimal.nullable() })
  .readonly();

const delivery = z
  .object({
    deliveryId: z.string(),
    inAws: z.literal(true).optional(),
    reportName: z.string(),
    billingPeriod,
    format: z.enum(["legacy", "cur2", "focus"]),
    version: z.string(),
    importedAt: z.string(),
    rows: z.number(),
    lineItems: z.number(),
    amount: decimal.nullable(),
    files: z.array(file).readonly().nullable(),
  })
  .readonly();

const askedInAws = z
  .object({
    database: z.string(),
    table: z.string(),
    billingPeriods: z.array(billingPeriod).readonly(),
    sql: z.string(),
  })
  .readonly();

export const explanation = z
  .object({
    cell: costCell,
    currency: z.string().nullable(),
    total: decimal.nullable(),
    lineItems: z.number(),
    answeredFrom: z.enum(["daily", "dailyResource", "lineItems"]),
    parts: z.array(part).readonly(),
    deliveries: z.array(delivery).readonly(),
    missing: z
      .array(z.object({ billingPeriod, columns: z.array(z.string()).readonly() }).readonly())
      .readonly(),
    differences: z
      .array(z.object({ id: z.enum(DIFFERENCE_IDS), detail: z.string().nullable() }).readonly())
      .readonly(),
    askedInAws: z.array(askedInAws).readonly().optional(),
  })
  .readonly();
