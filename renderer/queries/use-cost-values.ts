import { computed, type ComputedRef } from "vue";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { CostAnswer, CostQuery, DimensionValue } from "#core/cost/query/cost-query.ts";
import type { Failure } from "#core/result/failure.ts";
import type { DateRange } from "#core/time/period.ts";
import { useMonthsAway } from "./use-accounts-in-place.ts";
import { useCostQuery } from "./use-cost-query.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import type { InPlaceScope } from "./use-in-place-scope.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

export type CostValuesQuestion = {
  readonly dimension: DimensionRef;
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  readonly search: string;
  readonly currency: string | null;
};

const MOST = 200;

/** Nobody picks from all resources of a bill; the groups of such a question do not fit an answer. */
const COUNTLESS: readonly DimensionRef[] = ["resourceId", "description"];

/**
 * Values of a dimension that match a search, the costliest first. Those that only months in AWS have join in once AWS has
 * answered, which `scope` tells of; a search asks nothing there again.
 */
export function useCostValues(
  question: () => CostValuesQuestion | null,
  scope: InPlaceScope | null = null,
): EngineAnswer<readonly DimensionValue[]> & {
  /** Why AWS has not told its values; null where it has, or was not asked. */
  readonly awayFailure: ComputedRef<Failure | null>;
} {
  const monthsAway = useMonthsAway();
  const whole = (): CostQuery | null => {
    const asked = question();
    const months = asked === null ? null : monthsAway.value(asked.range);
    if (asked === null || scope?.isOn.value !== true || COUNTLESS.includes(asked.dimension)) return null;
    const { dimension, range, filters, currency } = asked;
    return months !== null && months.length > 0
      ? {
          metric: "unblended",
          granularity: "total",
          range,
          groupBy: [dimension],
          filters,
          currency,
          top: null,
        }
      : null;
  };
  const there = useCostQuery(whole, { scope });
  const here = useLocalValues(question);
  const found = computed(() => {
    const asked = question();
    return there.value.value === null || whole() === null || asked === null
      ? null
      : valuesIn(there.value.value, asked.search);
  });
  return {
    failure: here.failure,
    awayFailure: there.failure,
    value: computed(() => found.value ?? here.value.value),
    state: computed(() => {
      const values = found.value;
      return values === null ? here.state.value : { kind: "ready", value: values, isRefreshing: false };
    }),
  };
}

/** As this computer finds them: part of the value or of its name, in any case. */
function valuesIn({ groups }: CostAnswer, search: string): readonly DimensionValue[] {
  const wanted = search.toLowerCase();
  return groups
    .map(({ key, labels, total, lineItems }) => ({
      value: key[0] ?? null,
      label: labels[0] ?? null,
      total,
      lineItems,
    }))
    .filter(({ value, label }) => `${value ?? ""}\n${label ?? ""}`.toLowerCase().includes(wanted))
    .slice(0, MOST);
}

function useLocalValues(question: () => CostValuesQuestion | null): EngineAnswer<readonly DimensionValue[]> {
  const { complete } = useProfiledQuestions();
  return useEngineQuestion({
    question: () => complete(question()),
    key: (whole) => ["values", whole?.sent ?? null],
    ask: (engine, { sent }, signal) => engine.cost.values({ ...sent, limit: MOST }, { signal }),
  });
}
