import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { DimensionValue } from "#core/cost/query/cost-query.ts";
import type { DateRange } from "#core/time/period.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

export type CostValuesQuestion = {
  readonly dimension: DimensionRef;
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  readonly search: string;
  readonly currency: string | null;
};

const MOST = 200;

/** Values of a dimension that match a search, the costliest first. */
export function useCostValues(
  question: () => CostValuesQuestion | null,
): EngineAnswer<readonly DimensionValue[]> {
  const { attach, isReady } = useProfiledQuestions();
  const complete = (): CostValuesQuestion | null => {
    const asked = question();
    return asked && attach(asked);
  };
  return useEngineQuery({
    key: () => ["values", complete()],
    ask: (engine, signal) => {
      const asked = complete();
      if (asked === null) throw new Error("asked without a question");
      return engine.cost.values({ ...asked, limit: MOST }, { signal });
    },
    isEnabled: () => isReady(question()),
  });
}
