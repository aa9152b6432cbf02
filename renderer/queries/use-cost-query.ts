import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** The answer to a cost question; `null` asks nothing. A new question aborts the former one. */
export function useCostQuery(query: () => CostQuery | null): EngineAnswer<CostAnswer> {
  return useEngineQuery({
    key: () => ["cost", query()],
    ask: (engine, signal) => {
      const asked = query();
      if (asked === null) throw new Error("asked without a question");
      return engine.cost.query(asked, { signal });
    },
    isEnabled: () => query() !== null,
  });
}
