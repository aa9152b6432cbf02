import { z } from "zod";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { billingPeriod, dateRange, decimal, usageDate } from "./common.ts";
import { dimensionRef, filter } from "./cost.ts";
import { failureValue } from "./failure.ts";
import { forecast } from "./forecast.ts";

const values = z.array(z.string().nullable()).min(1).max(1_000).readonly();

const scope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }).readonly(),
  z
    .object({
      kind: z.literal("accounts"),
      accounts: z.array(z.string().min(1)).min(1).max(1_000).readonly(),
    })
    .readonly(),
  z.object({ kind: z.literal("tag"), key: z.string().min(1).max(256), values }).readonly(),
  z.object({ kind: z.literal("costCategory"), name: z.string().min(1).max(256), values }).readonly(),
  z.object({ kind: z.literal("unit"), unitId: z.string().min(1).max(64), name: z.string() }).readonly(),
  z.object({ kind: z.literal("filters"), filters: z.array(filter).max(50).readonly() }).readonly(),
]);

const rhythm = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("monthly") }).readonly(),
  z.object({ kind: z.literal("quarterly") }).readonly(),
  z.object({ kind: z.literal("yearly") }).readonly(),
  z.object({ kind: z.literal("rolling"), months: z.number().int().min(1).max(36) }).readonly(),
]);

const amount = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("same"), amount: decimal }).readonly(),
  z
    .object({
      kind: z.literal("months"),
      months: z
        .array(z.object({ month: billingPeriod, amount: decimal }).readonly())
        .min(1)
        .max(240)
        .readonly(),
    })
    .readonly(),
]);

const thresholdFields = {
  on: z.enum(["actual", "forecast"]),
  percent: z.number().int().min(1).max(1_000),
};

export const budget = z
  .object({
    id: z.string().min(1).max(64),
    name: z.string().trim().min(1).max(120),
    scope,
    metric: z.enum(METRIC_IDS),
    currency: z.string().max(8).nullable(),
    rhythm,
    amount,
    thresholds: z.array(z.object(thresholdFields).readonly()).max(20).readonly(),
  })
  .readonly();

const state = z.enum(["ok", "atRisk", "passed", "unknown"]);
const known = decimal.nullable();

export const budgetStatus = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("evaluated"),
      id: z.string(),
      currency: z.string().nullable(),
      range: dateRange,
      lastDay: usageDate,
      amount: known,
      actual: known,
      expected: known,
      low: known,
      high: known,
      state,
      thresholds: z
        .array(z.object({ ...thresholdFields, amount: known, isPassed: z.boolean() }).readonly())
        .readonly(),
      history: z
        .array(z.object({ range: dateRange, amount: known, actual: known, state }).readonly())
        .readonly(),
      months: z.array(z.object({ month: billingPeriod, amount: known }).readonly()).readonly(),
      forecast,
    })
    .readonly(),
  z.object({ kind: z.literal("failed"), id: z.string(), failure: failureValue }).readonly(),
]);

export const driver = z
  .object({
    dimension: dimensionRef,
    value: z.string().nullable(),
    label: z.string().nullable(),
    now: decimal,
    before: decimal,
    change: decimal,
    share: z.number().nullable(),
  })
  .readonly();

export const budgetChanges = z
  .object({
    currency: z.string().nullable(),
    now: dateRange,
    before: dateRange,
    total: known,
    totalBefore: known,
    drivers: z.array(driver).readonly(),
  })
  .readonly();
