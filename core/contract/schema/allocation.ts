import { z } from "zod";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { billingPeriod, dateRange, decimal, tableRows } from "./common.ts";
import { dimensionRef, filter, tagProfiles } from "./cost.ts";

const id = z.string().min(1).max(64);
const unitIds = z.array(id).max(500).readonly().nullable();
const filters = z.array(filter).max(50).readonly();
const moneyMetric = z.enum(METRIC_IDS).exclude(["usageAmount"]);

const split = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("even"), to: unitIds }).readonly(),
  z
    .object({
      kind: z.literal("fixed"),
      parts: z
        .array(z.object({ unitId: id, percent: decimal }).readonly())
        .max(500)
        .readonly(),
    })
    .readonly(),
  z.object({ kind: z.literal("proportional"), to: unitIds }).readonly(),
  z.object({ kind: z.literal("metric"), metric: z.enum(METRIC_IDS), filters, to: unitIds }).readonly(),
]);

const unit = z
  .object({ id, name: z.string().trim().min(1).max(120), parentId: id.nullable(), split: split.nullable() })
  .readonly();

const rule = z.object({ id, unitId: id, filters }).readonly();

export const allocationModel = z
  .object({
    id,
    name: z.string().trim().min(1).max(120),
    units: z.array(unit).max(500).readonly(),
    rules: z.array(rule).max(1_000).readonly(),
  })
  .readonly();

/** What virtual tags and business units mean. */
export const definitions = z.object({ model: allocationModel.nullable(), profiles: tagProfiles }).readonly();

const asked = {
  model: allocationModel,
  profiles: tagProfiles,
  metric: moneyMetric,
  granularity: z.enum(["day", "month", "total"]),
  range: dateRange,
  currency: z.string().max(8).nullable(),
};

export const allocationQuery = z.object(asked).readonly();
export const statementQuery = z
  .object({ ...asked, unitId: id, by: z.enum(["service", "linkedAccount"]) })
  .readonly();

const values = z.array(decimal.nullable()).readonly();
const amountsShape = { total: decimal.nullable(), values };
const amounts = z.object(amountsShape).readonly();
const missing = z
  .array(z.object({ billingPeriod, columns: z.array(z.string()).readonly() }).readonly())
  .readonly();

export const allocationAnswer = z
  .object({
    currency: z.string().nullable(),
    currencies: z.array(z.string()).readonly(),
    buckets: z.array(z.string()).readonly(),
    units: z
      .array(
        z
          .object({
            unitId: id,
            direct: amounts,
            lineItems: z.number(),
            received: z.array(z.object({ from: id, amounts }).readonly()).readonly(),
            given: amounts,
            after: amounts,
          })
          .readonly(),
      )
      .readonly(),
    unallocated: z.object({ ...amountsShape, lineItems: z.number() }).readonly(),
    ...amountsShape,
    lineItems: z.number(),
    unsplit: z
      .array(
        z
          .object({
            unitId: id,
            billingPeriod,
            reason: z.enum(["noRecipients", "noWeights", "mixedUnits", "overFull"]),
          })
          .readonly(),
      )
      .readonly(),
    missing,
    answeredFrom: z.enum(["daily", "cut", "lineItems"]),
  })
  .readonly();

export const allocationPreview = z
  .object({
    currency: z.string().nullable(),
    rules: z
      .array(
        z
          .object({
            ruleId: id,
            taken: decimal,
            takenLineItems: z.number(),
            alone: decimal,
            aloneLineItems: z.number(),
          })
          .readonly(),
      )
      .readonly(),
    unallocated: decimal,
    unallocatedLineItems: z.number(),
    total: decimal,
  })
  .readonly();

/** Facts that an answer needs, of months that AWS was asked for. */
export const factsAway = z
  .object({
    facts: z
      .array(
        z
          .object({ id: z.string(), periods: z.array(billingPeriod).readonly(), missing, rows: tableRows })
          .readonly(),
      )
      .readonly(),
    newest: z.object({ billingPeriod, lastDay: z.string().nullable() }).readonly().nullable(),
  })
  .readonly();

export const statementRow = z
  .object({
    value: z.string().nullable(),
    label: z.string().nullable(),
    direct: decimal,
    shared: decimal,
    total: decimal,
    months: z
      .array(z.object({ month: billingPeriod, direct: decimal, shared: decimal }).readonly())
      .readonly(),
  })
  .readonly();

const tagAsked = { metric: moneyMetric, range: dateRange, currency: z.string().max(8).nullable() };
export const tagQuery = z.object(tagAsked).readonly();
export const tagDetailQuery = z.object({ ...tagAsked, ref: dimensionRef }).readonly();

export const tagReport = z
  .object({
    currency: z.string().nullable(),
    buckets: z.array(z.string()).readonly(),
    total: decimal.nullable(),
    keys: z
      .array(
        z
          .object({
            ref: dimensionRef,
            values: z.number(),
            tagged: decimal.nullable(),
            months: z
              .array(z.object({ tagged: decimal.nullable(), total: decimal.nullable() }).readonly())
              .readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const monthAmounts = z
  .array(z.object({ month: billingPeriod, amount: decimal.nullable() }).readonly())
  .readonly();

const tagMoney = z
  .object({
    value: z.string().nullable(),
    label: z.string().nullable(),
    total: decimal,
    lineItems: z.number(),
    months: monthAmounts,
  })
  .readonly();

export const tagDetail = z
  .object({
    currency: z.string().nullable(),
    alike: z
      .array(
        z
          .object({
            keep: z.string(),
            values: z
              .array(
                z
                  .object({
                    value: z.string(),
                    total: decimal,
                    lineItems: z.number(),
                    months: monthAmounts,
                  })
                  .readonly(),
              )
              .readonly(),
            reason: z.enum(["spelling", "typo"]),
          })
          .readonly(),
      )
      .readonly(),
    untaggedByService: z.array(tagMoney).readonly(),
    untaggedByAccount: z.array(tagMoney).readonly(),
  })
  .readonly();
