import { computed, type ComputedRef } from "vue";
import type { RouteLocationRaw } from "vue-router";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import type { TilePeriod, TileQuestion } from "#core/dashboard/dashboard.ts";
import { tilePastQuery, tileQuery, tileRange } from "#core/dashboard/tile-question.ts";
import type { DateRange, Granularity } from "#core/time/period.ts";
import { coverageOf } from "../../analysis/coverage.ts";
import { fitting } from "../../analysis/granularity-rules.ts";
import { useAnsweredCosts, useCostQuery } from "../../queries/use-cost-query.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { encodeView, NEUTRAL_VIEW, type ExplorationView } from "../../stores/exploration-link.ts";
import { useExplorationStore } from "../../stores/exploration.ts";

type Shape = {
  readonly groupBy: readonly DimensionRef[];
  readonly granularity: Granularity;
  readonly top: number | null;
};

/** The days a tile speaks of now; null while it is not known where the data ends. */
export function useTileRange(period: () => TilePeriod): ComputedRef<DateRange | null> {
  const exploration = useExplorationStore();
  return computed(() => (exploration.dataEnd === null ? null : tileRange(period(), exploration.dataEnd)));
}

/** The costs a tile asks for, and the groups' totals in the days compared with where the data reaches all of those. */
export function useTileCosts(question: () => TileQuestion, shape: () => Shape) {
  const exploration = useExplorationStore();
  const { value: schema } = useWorkspaceSchema();
  const range = useTileRange(() => question().period);
  const place = computed(() =>
    exploration.dataEnd === null ? null : { dataEnd: exploration.dataEnd, currency: exploration.currency },
  );
  const present = (): CostQuery | null => {
    if (place.value === null || range.value === null) return null;
    const { granularity, ...rest } = shape();
    return tileQuery(question(), { ...rest, granularity: fitting(granularity, range.value) }, place.value);
  };
  const past = computed(() => {
    const asked = place.value === null ? null : tilePastQuery(question(), shape(), place.value);
    return asked !== null && coverageOf(asked.range, schema.value?.range ?? null) === "whole" ? asked : null;
  });
  const now = useAnsweredCosts(present);
  const before = useCostQuery(() => past.value);
  return {
    range,
    state: now.state,
    /** The answer over the days compared with; null without one. */
    before: computed(() => (past.value === null ? null : before.value.value)),
    comparedWith: computed(() => past.value?.range ?? null),
  };
}

/** A tile's question in the Explorer. */
export function explorerPlace(
  question: TileQuestion,
  patch: Partial<ExplorationView> = {},
): RouteLocationRaw {
  const { metric, period, comparison, filters } = question;
  const query = encodeView({
    ...NEUTRAL_VIEW,
    metric,
    comparison,
    filters,
    ...(period.kind === "dated" ? { range: period.range } : { preset: period.preset }),
    ...patch,
  });
  return { name: "explorer", query };
}
