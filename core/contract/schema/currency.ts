import { z } from "zod";
import { billingPeriod, decimal, usageDate } from "./common.ts";

const code = z.string().regex(/^[A-Z]{3}$/);

export const currencyRate = z
  .object({
    id: z.string().min(1).max(32),
    from: code,
    to: code,
    asOf: z.union([billingPeriod, usageDate]),
    rate: decimal,
    note: z.string().max(200),
  })
  .readonly();

const rates = z.array(currencyRate).max(20_000).readonly();

/** All rates of a workspace, kept as one. */
export const currencyRates = z.object({ id: z.literal("rates"), rates }).readonly();

export const conversion = z.object({ to: code, rates }).readonly();
