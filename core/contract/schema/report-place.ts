import { z } from "zod";

const name = z.string().trim().min(1).max(255);
const bytes = z.number().int().positive();
const price = z.string().regex(/^\d+(\.\d+)?$/);

export const reportTable = z
  .object({
    region: name,
    workgroup: name,
    catalog: name,
    database: name,
    name,
    output: z
      .string()
      .regex(/^s3:\/\/[^/]+(\/.*)?$/)
      .max(2_048)
      .nullable(),
  })
  .readonly();

export const scanLimits = z
  .object({
    askAboveBytes: z.number().int().nonnegative(),
    perQueryBytes: bytes,
    perDayBytes: bytes,
    pricePerTb: price,
  })
  .readonly();

const inAws = { table: reportTable, limits: scanLimits };

export const reportPlace = z.discriminatedUnion("type", [
  z.object({ type: z.literal("local") }).readonly(),
  z.object({ type: z.literal("inPlace"), ...inAws }).readonly(),
  z
    .object({ type: z.literal("both"), ...inAws, localMonths: z.number().int().positive().max(120) })
    .readonly(),
]);
