import { z } from "zod";
import { CHARGE_GROUPINGS, CHARGE_KINDS } from "../../charges/charge-kind.ts";
import { CHARGE_CATEGORIES } from "../../charges/transfer-category.ts";
import { DIMENSION_IDS } from "../../cost/dimension/dimension-ref.ts";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { billingPeriod, dateRange, decimal } from "./common.ts";
import { costAnswer, filter } from "./cost.ts";

export const chargesQuery = z
  .object({
    kind: z.enum(CHARGE_KINDS),
    category: z.enum(CHARGE_CATEGORIES).nullable(),
    groupBy: z.enum(CHARGE_GROUPINGS),
    metric: z.enum(METRIC_IDS).exclude(["usageAmount"]),
    range: dateRange,
    filters: z.array(filter).max(50).readonly(),
    currency: z.string().max(8).nullable(),
  })
  .readonly();

const { groups, ...costs } = costAnswer.unwrap().shape;
const group = groups.unwrap().element.unwrap().shape;
const amounts = z.array(decimal.nullable()).readonly();
const volume = z
  .object({
    gigabytes: decimal.nullable(),
    byMonth: amounts,
    cost: decimal.nullable(),
    rate: decimal.nullable(),
    otherUnits: z.array(z.string()).readonly(),
  })
  .readonly()
  .nullable();

export const chargesAnswer = z
  .object({
    ...costs,
    groups: z
      .array(
        z
          .object({ ...group, volume, bill: decimal.nullable(), narrow: z.array(filter).readonly() })
          .readonly(),
      )
      .readonly(),
    volume,
    bill: z.object({ total: decimal.nullable(), byMonth: amounts }).readonly(),
    lacking: z
      .array(z.object({ billingPeriod, dimensions: z.array(z.enum(DIMENSION_IDS)).readonly() }).readonly())
      .readonly(),
  })
  .readonly();

/** What a credit was granted at, as the user knows it from elsewhere: bills only tell what was used. */
export const creditGrant = z
  .object({
    /** AWS: `lineItem/LineItemDescription`. */
    id: z.string().min(1).max(2_000),
    amount: decimal,
    currency: z.string().max(8),
  })
  .readonly();
