import { z } from "zod";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { DIFFERENCE_DIMENSIONS, ROW_COLUMNS } from "../../restatement/restatement.ts";
import { billingPeriod, decimal } from "./common.ts";
import { filter } from "./cost.ts";

const facts = z
  .object({
    deliveryId: z.string(),
    version: z.string(),
    importedAt: z.string(),
    rows: z.number(),
    fingerprint: z.string(),
  })
  .readonly();
const difference = { before: decimal, after: decimal, difference: decimal };
const counts = { rowsBefore: z.number(), rowsAfter: z.number() };

export const restatementReport = z
  .object({
    restatements: z
      .array(
        z
          .object({
            id: z.string(),
            billingPeriod,
            payerAccountId: z.string().nullable(),
            reportName: z.string(),
            format: z.enum(["legacy", "cur2", "focus"]),
            before: facts,
            after: facts,
            replacedAt: z.string(),
            isClosed: z.boolean(),
            totals: z.array(z.object({ currency: z.string(), ...difference }).readonly()).readonly(),
            changedSums: z.number().nullable(),
            hasRows: z.boolean(),
          })
          .readonly(),
      )
      .readonly(),
    unkept: z
      .array(z.object({ deliveryId: z.string(), billingPeriod, reportName: z.string() }).readonly())
      .readonly(),
    space: z.object({ usedBytes: z.number(), limitBytes: z.number() }).readonly(),
  })
  .readonly();

const asked = {
  restatementId: z.string().min(1).max(200),
  metric: z.enum(METRIC_IDS),
  filters: z.array(filter).max(50).readonly(),
  currency: z.string().max(8).nullable(),
};

export const differenceQuery = z.object({ ...asked, groupBy: z.enum(DIFFERENCE_DIMENSIONS) }).readonly();

export const differenceAnswer = z
  .object({
    currency: z.string().nullable(),
    groups: z
      .array(
        z
          .object({
            value: z.string().nullable(),
            label: z.string().nullable(),
            ...difference,
            ...counts,
          })
          .readonly(),
      )
      .readonly(),
    unchanged: z.number(),
    total: z.object({ ...difference, ...counts }).readonly(),
  })
  .readonly();

export const rowDifferenceQuery = z
  .object({
    ...asked,
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(2_000),
  })
  .readonly();

const carried = z.object({ before: z.string(), after: z.string() }).readonly();

export const rowDifferenceAnswer = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("rows"),
      currency: z.string().nullable(),
      rows: z
        .array(
          z
            .object({
              key: z.record(z.enum(ROW_COLUMNS), z.string().nullable()).readonly(),
              tags: carried.nullable(),
              invoice: carried.nullable(),
              ...difference,
              ...counts,
            })
            .readonly(),
        )
        .readonly(),
      count: z.number(),
      total: z.object(difference).readonly(),
    })
    .readonly(),
  z.object({ kind: z.literal("notKept") }).readonly(),
]);

export const restatementMark = z
  .object({ id: z.string().min(1).max(200), at: z.string(), note: z.string().max(2_000) })
  .readonly();

export const rowsLimit = z.object({ bytes: z.number().int().min(0).max(1_000_000_000_000) }).readonly();
