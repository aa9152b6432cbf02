import { z } from "zod";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { CHARGE_GROUPS, PARITY_DIMENSIONS, PARITY_LINE_COLUMNS, PARITY_RULES } from "../../parity/parity.ts";
import { billingPeriod, decimal } from "./common.ts";

const format = z.enum(["legacy", "cur2", "focus"]);
const delivery = z
  .object({
    deliveryId: z.string(),
    reportName: z.string(),
    format,
    version: z.string(),
    rows: z.number(),
    counted: z.boolean(),
    currencies: z.array(z.string()).readonly(),
  })
  .readonly();

export const parityPair = z
  .object({ billingPeriod, payerAccountId: z.string().nullable(), left: delivery, right: delivery })
  .readonly();

const asked = {
  leftId: z.string().min(1).max(200),
  rightId: z.string().min(1).max(200),
  metric: z.enum(METRIC_IDS).exclude(["usageAmount"]),
  currency: z.string().max(8).nullable(),
};

export const parityQuery = z.object(asked).readonly();

export const parityLineQuery = z
  .object({
    ...asked,
    by: z.enum(PARITY_DIMENSIONS),
    value: z.string().max(4_000).nullable(),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(2_000),
  })
  .readonly();

const sums = { left: decimal, right: decimal, difference: decimal };

export const parityLineAnswer = z
  .object({
    currency: z.string().nullable(),
    lines: z
      .array(
        z
          .object({
            key: z.record(z.enum(PARITY_LINE_COLUMNS), z.string().nullable()).readonly(),
            ...sums,
            rowsLeft: z.number(),
            rowsRight: z.number(),
          })
          .readonly(),
      )
      .readonly(),
    count: z.number(),
    alike: z.number(),
    total: z.object(sums).readonly(),
  })
  .readonly();

export const parityAnswer = z
  .object({
    currency: z.string().nullable(),
    left: decimal,
    right: decimal,
    rowsLeft: z.number(),
    rowsRight: z.number(),
    cells: z
      .array(
        z
          .object({
            account: z.string().nullable(),
            service: z.string().nullable(),
            group: z.enum(CHARGE_GROUPS),
            left: decimal,
            right: decimal,
            difference: decimal,
            explained: z
              .array(z.object({ rule: z.enum(PARITY_RULES), amount: decimal }).readonly())
              .readonly(),
            unexplained: decimal,
          })
          .readonly(),
      )
      .readonly(),
    roundingBound: decimal,
    missing: z.array(z.object({ format, columns: z.array(z.string()).readonly() }).readonly()).readonly(),
  })
  .readonly();
