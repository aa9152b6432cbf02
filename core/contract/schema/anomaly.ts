import { z } from "zod";
import { SENSITIVITIES } from "../../anomaly/anomaly.ts";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { definitions } from "./allocation.ts";
import { driver } from "./budget.ts";
import { dateRange, decimal, usageDate } from "./common.ts";
import { dimensionRef } from "./cost.ts";

export const anomalyRules = z
  .object({
    id: z.literal("rules"),
    minimum: decimal,
    sensitivity: z.enum(SENSITIVITIES),
    weeks: z.number().int().min(4).max(8),
    tagKey: z.string().min(1).max(256).nullable(),
    withDrops: z.boolean().optional(),
  })
  .readonly();

export const anomalyQuery = z
  .object({
    metric: z.enum(METRIC_IDS),
    currency: z.string().max(8).nullable(),
    rules: anomalyRules,
    definitions,
  })
  .readonly();

const part = z
  .object({ dimension: dimensionRef, value: z.string().nullable(), label: z.string().nullable() })
  .readonly();
const series = z.array(part).min(1).max(4).readonly();

const anomaly = z
  .object({
    id: z.string(),
    kind: z.enum(["spike", "drop", "leak"]),
    series: z.array(part).readonly(),
    range: dateRange,
    isOngoing: z.boolean(),
    actual: decimal,
    expected: decimal,
    impact: decimal,
    score: z.number(),
    drivers: z.array(driver).readonly(),
    alsoIn: z.array(part).readonly(),
    days: z
      .array(
        z
          .object({
            day: usageDate,
            actual: decimal,
            expected: decimal.nullable(),
            weekdays: z.array(decimal).max(8).readonly().optional(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

export const anomalyReport = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("made"),
      currency: z.string().nullable(),
      searched: dateRange,
      dropped: z.array(usageDate).readonly(),
      anomalies: z.array(anomaly).readonly(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal("none"),
      reason: z.enum(["noData", "shortHistory", "metricMissing"]),
      daysKnown: z.number(),
      daysNeeded: z.number(),
    })
    .readonly(),
]);

export const anomalyMark = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("anomaly"),
      id: z.string().min(1).max(2_000),
      isAcknowledged: z.boolean(),
      note: z.string().max(2_000),
      markedAt: z.string(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal("muted"),
      id: z.string().min(1).max(2_000),
      series,
      markedAt: z.string(),
    })
    .readonly(),
]);
