import { z } from "zod";
import { GRAINS } from "../../unit-economics/business-metric.ts";
import { decimal, usageDate } from "./common.ts";

const figure = z
  .object({ from: usageDate, unit: z.string().min(1).max(500).nullable(), value: decimal })
  .readonly();

export const businessMetric = z
  .object({
    id: z.string().min(1).max(64),
    name: z.string().trim().min(1).max(120),
    grain: z.enum(GRAINS),
    combine: z.enum(["sum", "average"]),
    per: z.union([z.literal(1), z.literal(1_000), z.literal(1_000_000)]),
    figures: z.array(figure).max(200_000).readonly(),
  })
  .readonly();

/** Where figures come from: a CSV file, or text as it is copied from a spreadsheet. */
export const figureSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("file"), path: z.string().min(1) }).readonly(),
  z.object({ kind: z.literal("text"), text: z.string().max(20_000_000) }).readonly(),
]);

export const figureTable = z.object({ rows: z.array(z.array(z.string()).readonly()).readonly() }).readonly();
