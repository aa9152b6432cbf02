import { z } from "zod";
import { CHARGE_CLASSES, EFFECTS } from "../../compare/comparison.ts";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { dateRange, decimal, usageDate } from "./common.ts";
import { answeredFrom, dimensionRef, filter, missingMetric, tagProfiles } from "./cost.ts";

const MOST_SUMS = 1_000_000;

const asked = {
  metric: z.enum(METRIC_IDS).exclude(["usageAmount"]),
  filters: z.array(filter).max(50).readonly(),
  groupBy: z.array(dimensionRef).max(3).readonly(),
  currency: z.string().max(8).nullable(),
  byAccount: z.boolean(),
  profiles: tagProfiles.optional(),
};

export const periodQuery = z.object({ ...asked, range: dateRange }).readonly();

const texts = z.array(z.string().nullable()).readonly();
const effect = z.enum(EFFECTS);
const charge = z.enum(CHARGE_CLASSES);

const periodSum = z
  .object({
    key: texts,
    charge,
    product: texts.nullable(),
    purchaseOption: z.string().nullable(),
    units: z.array(z.string()).readonly(),
    amount: decimal.nullable(),
    quantity: decimal.nullable(),
    lineItems: z.number(),
  })
  .readonly();

const told = {
  range: dateRange,
  openDay: usageDate.nullable(),
  currency: z.string().nullable(),
  total: decimal.nullable(),
  lineItems: z.number(),
  missing: z.array(missingMetric).readonly(),
  answeredFrom,
};

export const periodSums = z
  .object({
    ...told,
    held: z.array(dateRange).readonly(),
    currencies: z.array(z.string()).readonly(),
    sums: z.array(periodSum).max(MOST_SUMS).readonly(),
    labels: z
      .array(z.object({ dimension: dimensionRef, value: z.string(), label: z.string() }).readonly())
      .readonly(),
  })
  .readonly();

const side = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("own"), range: dateRange }).readonly(),
  z.object({ kind: z.literal("given"), sums: periodSums }).readonly(),
]);

const shown = {
  byDays: z.boolean(),
  top: z.number().int().min(1).max(2_000),
  products: z
    .object({
      effect: effect.nullable(),
      limit: z.number().int().min(0).max(500),
      ofOther: z.boolean().optional(),
    })
    .readonly(),
};

export const comparisonQuery = z.object({ ...asked, ...shown, before: side, now: side }).readonly();

const acrossSide = z.object({ workspaceId: z.string().nullable(), range: dateRange }).readonly();

export const acrossQuery = z.object({ ...asked, ...shown, before: acrossSide, now: acrossSide }).readonly();

const effects = z
  .object({
    calendar: decimal,
    new: decimal,
    gone: decimal,
    volume: decimal,
    mix: decimal,
    price: decimal,
    unmeasured: decimal,
    commitments: decimal,
    fees: decimal,
    tax: decimal,
    credits: decimal,
    refunds: decimal,
    discounts: decimal,
  })
  .readonly();

const compared = {
  before: decimal,
  now: decimal,
  change: decimal.nullable(),
  effects: effects.nullable(),
};

const period = z.object({ ...told, days: z.number() }).readonly();

export const comparisonAnswer = z
  .object({
    before: period,
    now: period,
    change: decimal.nullable(),
    effects: effects.nullable(),
    groups: z.array(z.object({ ...compared, key: texts, labels: texts }).readonly()).readonly(),
    other: z
      .object({ ...compared, groups: z.number() })
      .readonly()
      .nullable(),
    products: z
      .array(
        z
          .object({
            ...compared,
            key: texts,
            labels: texts,
            charge,
            product: texts.nullable(),
            productLabels: texts,
            unit: z.string().nullable(),
            quantityBefore: decimal.nullable(),
            quantityNow: decimal.nullable(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
