import { z } from "zod";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { billingPeriod, decimal, usageDate } from "./common.ts";
import { filter, missingMetric, tagProfiles } from "./cost.ts";

export const forecastQuery = z
  .object({
    metric: z.enum(METRIC_IDS),
    filters: z.array(filter).max(50).readonly(),
    currency: z.string().max(8).nullable(),
    profiles: tagProfiles.optional(),
    assumesRenewal: z.boolean().optional(),
  })
  .readonly();

const month = z
  .object({
    month: billingPeriod,
    actual: decimal,
    expected: decimal,
    low: decimal,
    high: decimal,
    unrenewed: decimal,
    toCome: z
      .object({ usage: decimal, commitments: decimal, monthly: decimal, tax: decimal, credits: decimal })
      .readonly(),
  })
  .readonly();

const day = z.object({ day: usageDate, expected: decimal, low: decimal, high: decimal }).readonly();

const daily = z
  .object({ level: decimal, slope: decimal, floor: decimal, week: z.array(decimal).readonly() })
  .readonly();

const backTest = z
  .object({
    tests: z.number(),
    horizonDays: z.number(),
    error: z.number(),
    dailyError: z.number(),
    naiveError: z.number(),
  })
  .readonly();

const note = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("creditsEnd"), month: billingPeriod, amount: decimal }).readonly(),
  z.object({ kind: z.literal("creditsEnded"), month: billingPeriod }).readonly(),
  z.object({ kind: z.literal("commitmentsRenewed"), perMonth: decimal }).readonly(),
  z
    .object({
      kind: z.literal("commitmentEnds"),
      arn: z.string(),
      day: usageDate,
      perMonth: decimal,
      onDemand: decimal.nullable(),
      isRenewed: z.boolean(),
    })
    .readonly(),
]);

const missing = z.array(missingMetric).readonly();
const dropped = z.array(usageDate).readonly();

export const forecast = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("made"),
      currency: z.string().nullable(),
      knownUntil: usageDate,
      dropped,
      months: z.array(month).readonly(),
      days: z.array(day).readonly(),
      daily,
      backTest: backTest.nullable(),
      missing,
      notes: z.array(note).readonly(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal("none"),
      reason: z.enum(["noData", "shortHistory", "metricMissing"]),
      currency: z.string().nullable(),
      daysKnown: z.number(),
      daysNeeded: z.number(),
      dropped,
      missing,
    })
    .readonly(),
]);
