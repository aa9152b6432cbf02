import { z } from "zod";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { CHARGE_PARTS } from "../../tie-out/bill-cell.ts";
import { billingPeriod, decimal } from "./common.ts";
import { filter } from "./cost.ts";

const currency = z.string().min(1).max(8);

export const invoice = z
  .object({
    id: z.string().min(1).max(1_000),
    payerAccountId: z.string().min(1).max(32),
    billingPeriod,
    entity: z.string().max(500).nullable(),
    invoiceId: z.string().max(500).nullable(),
    total: decimal,
    tax: decimal.nullable(),
    currency,
    rate: z
      .string()
      .regex(/^\d{1,12}(\.\d{1,18})?$/)
      .nullable(),
    note: z.string().max(2_000),
    source: z.string().max(500),
  })
  .readonly();

const signedSum = z
  .object({ currency, bill: decimal, invoiced: decimal.nullable(), unexplained: decimal })
  .readonly();

export const signOff = z
  .object({
    id: z.string().min(1).max(100),
    billingPeriod,
    payerAccountId: z.string().nullable(),
    by: z.string().min(1).max(200),
    at: z.string(),
    note: z.string().max(2_000),
    deliveries: z
      .array(z.object({ reportName: z.string(), version: z.string(), fingerprint: z.string() }).readonly())
      .readonly(),
    sums: z.array(signedSum).readonly(),
  })
  .readonly();

export const tieOutQuery = z.object({ invoices: z.array(invoice).max(20_000).readonly() }).readonly();

const billSum = {
  amount: decimal,
  lineItems: z.number(),
  narrow: z.array(filter).readonly().nullable(),
};
const part = z.enum(CHARGE_PARTS);

const variancePart = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("leftOut"), part, ...billSum }).readonly(),
  z.object({ kind: z.literal("elsewhere"), invoiceId: z.string().nullable(), ...billSum }).readonly(),
  z.object({ kind: z.literal("given"), part: z.literal("tax"), ...billSum }).readonly(),
  z
    .object({
      kind: z.literal("rounding"),
      of: z.enum(["total", "services"]),
      amount: decimal,
      bound: decimal,
    })
    .readonly(),
  z.object({ kind: z.literal("currency"), amount: decimal, bound: decimal }).readonly(),
  z.object({ kind: z.literal("unexplained"), amount: decimal }).readonly(),
]);

const tieOutLine = z
  .object({
    state: z.enum([
      "ties",
      "explained",
      "unexplained",
      "notEntered",
      "open",
      "notInBill",
      "noBill",
      "needsRate",
    ]),
    invoice: invoice.nullable(),
    invoiceId: z.string().nullable(),
    entities: z.array(z.string()).readonly(),
    currency: z.string().nullable(),
    bill: z.object(billSum).readonly().nullable(),
    parts: z.array(z.object({ part, ...billSum }).readonly()).readonly(),
    invoiced: decimal.nullable(),
    variance: decimal.nullable(),
    why: z.array(variancePart).readonly(),
    alternatives: z.number(),
  })
  .readonly();

export const tieOutLedger = z
  .object({
    months: z
      .array(
        z
          .object({
            billingPeriod,
            payerAccountId: z.string().nullable(),
            payerName: z.string().nullable(),
            finality: z.enum(["open", "closing", "final", "unknown"]),
            deliveries: z
              .array(
                z
                  .object({
                    deliveryId: z.string(),
                    reportName: z.string(),
                    version: z.string(),
                    importedAt: z.string(),
                    fingerprint: z.string(),
                    metric: z.enum(METRIC_IDS),
                  })
                  .readonly(),
              )
              .readonly(),
            sums: z
              .array(
                z
                  .object({
                    currency: z.string(),
                    bill: decimal,
                    open: decimal,
                    invoiced: decimal.nullable(),
                    unexplained: decimal,
                  })
                  .readonly(),
              )
              .readonly(),
            lines: z.array(tieOutLine).readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
