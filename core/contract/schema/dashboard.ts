import { z } from "zod";
import { HEIGHTS, MOST_TILES, TILE_CHARTS, WIDTHS } from "../../dashboard/dashboard.ts";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { GRANULARITIES } from "../../time/period.ts";
import { PERIOD_PRESETS } from "../../time/preset.ts";
import { dateRange } from "./common.ts";
import { dimensionRef, filter } from "./cost.ts";

const period = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("named"), preset: z.enum(PERIOD_PRESETS) }).readonly(),
  z.object({ kind: z.literal("dated"), range: dateRange }).readonly(),
]);

const question = z
  .object({
    metric: z.enum(METRIC_IDS),
    period,
    comparison: z.enum(["previousPeriod", "lastMonth", "lastYear"]).nullable(),
    filters: z.array(filter).max(50).readonly(),
  })
  .readonly();

const granularity = z.enum(GRANULARITIES);
const groupBy = z.array(dimensionRef).max(6).readonly();
const rows = z.number().int().min(1).max(50);
const id = z.string().min(1).max(64);

const content = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("number"), question }).readonly(),
  z
    .object({ kind: z.literal("chart"), question, granularity, groupBy, chart: z.enum(TILE_CHARTS) })
    .readonly(),
  z.object({ kind: z.literal("top"), question, groupBy: dimensionRef, rows }).readonly(),
  z.object({ kind: z.literal("table"), question, granularity, groupBy, rows }).readonly(),
  z.object({ kind: z.literal("budgets"), budgetId: id.nullable() }).readonly(),
  z.object({ kind: z.literal("commitments"), period }).readonly(),
  z.object({ kind: z.literal("anomalies"), rows }).readonly(),
  z.object({ kind: z.literal("view"), viewId: id }).readonly(),
  z.object({ kind: z.literal("note"), text: z.string().max(4_000) }).readonly(),
]);

export const dashboard = z
  .object({
    id,
    name: z.string().trim().min(1).max(120),
    tiles: z
      .array(
        z
          .object({
            id,
            title: z.string().trim().min(1).max(120).nullable(),
            width: z.literal(WIDTHS),
            height: z.literal(HEIGHTS),
            content,
          })
          .readonly(),
      )
      .max(MOST_TILES)
      .readonly(),
  })
  .readonly();
