import { z } from "zod";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { CHARGE_GROUPS, PARITY_RULES } from "../../parity/parity.ts";
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

export const parityQuery = z
  .object({
    leftId: z.string().min(1).max(200),
    rightId: z.string().min(1).max(200),
    metric: z.enum(METRIC_IDS).exclude(["usageAmount"]),
    currency: z.string().max(8).nullable(),
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
