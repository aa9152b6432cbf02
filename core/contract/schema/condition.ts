import { z } from "zod";
import { DAMAGED_THINGS, MONTH_FAULTS } from "../../workspace/condition.ts";

const lostMonth = z
  .object({
    billingPeriod: z.string(),
    reportName: z.string(),
    payerAccountId: z.string().nullable(),
    rows: z.number(),
    costAccountId: z.string().nullable(),
  })
  .readonly();

export const incident = z
  .object({
    id: z.string(),
    at: z.string(),
    thing: z.enum(DAMAGED_THINGS),
    name: z.string(),
    cause: z.string(),
    folder: z.string(),
    lost: lostMonth.nullable(),
    saved: z.number().nullable(),
  })
  .readonly();

const month = { deliveryId: z.string(), billingPeriod: z.string(), reportName: z.string() };

export const workspaceCondition = z
  .object({
    database: z.string().nullable(),
    faults: z.array(z.object({ kind: z.enum(MONTH_FAULTS), ...month }).readonly()).readonly(),
    syncedBy: z.string().nullable(),
  })
  .readonly();

export const repairReport = z
  .object({
    months: z
      .array(z.object({ ...month, outcome: z.enum(["rebuilt", "readAgain", "lost"]) }).readonly())
      .readonly(),
  })
  .readonly();
