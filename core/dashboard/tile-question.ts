import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { CostQuery } from "../cost/query/cost-query.ts";
import { comparisonRange } from "../time/comparison.ts";
import type { DateRange, Granularity, UsageDate } from "../time/period.ts";
import { presetRange } from "../time/preset.ts";
import type { TilePeriod, TileQuestion } from "./dashboard.ts";

type Shape = {
  readonly groupBy: readonly DimensionRef[];
  readonly granularity: Granularity;
  readonly top: number | null;
};

type Place = { readonly dataEnd: UsageDate; readonly currency: string | null };

/** Groups whose past is asked for, so that hardly any present one lacks it. */
const MOST_PAST_GROUPS = 5_000;

/** The days a period means when data ends before `dataEnd`. */
export function tileRange(period: TilePeriod, dataEnd: UsageDate): DateRange {
  return period.kind === "dated" ? period.range : presetRange(period.preset, dataEnd);
}

export function tileQuery(question: TileQuestion, shape: Shape, { dataEnd, currency }: Place): CostQuery {
  const { metric, period, filters } = question;
  return { ...shape, metric, filters, currency, range: tileRange(period, dataEnd) };
}

/** The groups' totals over the days compared with; null without a comparison. */
export function tilePastQuery(question: TileQuestion, shape: Shape, place: Place): CostQuery | null {
  if (question.comparison === null) return null;
  const present = tileQuery(question, shape, place);
  return {
    ...present,
    range: comparisonRange(present.range, question.comparison),
    granularity: "total",
    top: shape.groupBy.length === 0 ? null : MOST_PAST_GROUPS,
  };
}
