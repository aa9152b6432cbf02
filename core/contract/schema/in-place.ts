import { z } from "zod";
import { allocationAnswer, allocationPreview, statementRow } from "./allocation.ts";
import { commitmentAnswer } from "./commitment.ts";
import { billingPeriod, decimal } from "./common.ts";
import { costAnswer, lineItemColumn, lineItemPage } from "./cost.ts";
import { explanation } from "./explain.ts";
import { failureValue } from "./failure.ts";
import { findingsAway } from "./finding.ts";
import { scanLimits } from "./report-place.ts";
import { workspaceSchema } from "./workspace.ts";

const periods = z.array(billingPeriod).readonly();
const problem = failureValue.nullable();

export const accountInPlace = z
  .object({
    id: z.string().min(1),
    displayName: z.string(),
    place: z.enum(["inPlace", "both"]),
    table: z.string(),
    limits: scanLimits,
    away: periods,
    alsoHere: periods,
    columns: z.array(lineItemColumn).readonly(),
    schema: workspaceSchema.unwrap().pick({ metrics: true, dimensions: true }).readonly(),
    problem,
  })
  .readonly();

export const scanEstimate = z
  .object({
    queries: z.number(),
    periods,
    mostBytes: z.number().nullable(),
    mostCostUsd: decimal.nullable(),
    todayBytes: z.number(),
    dayLimitBytes: z.number(),
    needsConsent: z.boolean(),
    unknown: problem,
  })
  .readonly();

const scanBill = z
  .object({
    queries: z.number(),
    scannedBytes: z.number(),
    costUsd: decimal,
    todayBytes: z.number(),
    dayLimitBytes: z.number(),
    keptAt: z.string().nullable(),
    notKept: problem,
  })
  .readonly();

const cellDifference = z
  .object({
    key: z.array(z.string().nullable()).readonly().nullable(),
    bucket: z.string(),
    here: decimal.nullable(),
    there: decimal.nullable(),
    difference: decimal,
  })
  .readonly();

const placesCompared = z
  .object({
    periods,
    currency: z.string().nullable(),
    ways: z
      .object({
        compared: z.number(),
        differences: z.array(cellDifference).readonly(),
        lineItems: z.object({ here: z.number(), there: z.number() }).readonly(),
      })
      .readonly(),
    apart: z
      .array(z.object({ billingPeriod, currency: z.string(), here: decimal, there: decimal }).readonly())
      .readonly(),
  })
  .readonly();

/** What is told of a question while it is asked in AWS. */
function eventOf<Value extends z.ZodType>(value: Value) {
  return z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("estimated"), estimate: scanEstimate }).readonly(),
    z.object({ kind: z.literal("queued") }).readonly(),
    z.object({ kind: z.literal("running"), scannedBytes: z.number() }).readonly(),
    z.object({ kind: z.literal("throttled") }).readonly(),
    z.object({ kind: z.literal("unasked") }).readonly(),
    z.object({ kind: z.literal("failed"), failure: failureValue }).readonly(),
    z.object({ kind: z.literal("answered"), value, bill: scanBill }).readonly(),
  ]);
}

export const costsInPlace = eventOf(costAnswer);
export const commitmentsInPlace = eventOf(commitmentAnswer);
export const unitsInPlace = eventOf(allocationAnswer);
export const previewInPlace = eventOf(allocationPreview);
export const statementInPlace = eventOf(z.array(statementRow).readonly());
export const linesInPlace = eventOf(lineItemPage);
export const explainedInPlace = eventOf(explanation);
export const comparedInPlace = eventOf(placesCompared);
export const findingsInPlace = eventOf(findingsAway);
