import { z } from "zod";
import { isColour } from "../../client-report/colour.ts";
import { MOST_LOGO_BYTES } from "../../client-report/logo.ts";
import { FEWEST_MONTHS, MOST_MONTHS, REPORT_SECTIONS } from "../../client-report/report-definition.ts";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { billingPeriod } from "./common.ts";

/** Bytes as base64 take a third more. */
const logo = z
  .string()
  .max(Math.ceil(MOST_LOGO_BYTES * 1.34) + 64)
  .regex(/^data:image\/(?:png|jpeg|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}$/);

export const reportDefinition = z
  .object({
    id: z.string().min(1).max(64),
    title: z.string().trim().min(1).max(120),
    client: z.string().trim().max(120),
    preparedBy: z.string().trim().max(120),
    sections: z
      .array(z.enum(REPORT_SECTIONS))
      .min(1)
      .max(REPORT_SECTIONS.length)
      .refine((sections) => new Set(sections).size === sections.length)
      .readonly(),
    logo: logo.nullable(),
    accent: z.string().refine(isColour),
    locale: z.string().min(2).max(35).refine(isLocale),
    metric: z.enum(METRIC_IDS).exclude(["usageAmount"]).nullable(),
    months: z.number().int().min(FEWEST_MONTHS).max(MOST_MONTHS),
  })
  .readonly();

export const reportRequest = z
  .object({
    definition: reportDefinition,
    month: billingPeriod.nullable(),
    currency: z.string().min(1).nullable(),
  })
  .readonly();

export const reportPreview = z
  .object({
    id: z.string(),
    month: billingPeriod,
    currency: z.string().nullable(),
    pages: z.number().int().positive(),
    sections: z
      .array(z.object({ id: z.enum(REPORT_SECTIONS), page: z.number().int() }).readonly())
      .readonly(),
  })
  .readonly();

function isLocale(text: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}
