import { computed } from "vue";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

/** An answer with the question it belongs to: while the next one is on its way, this is still the former pair. */
export type AnsweredCosts = { readonly query: CostQuery; readonly answer: CostAnswer };

/** The answer to a cost question and the question; `null` asks nothing. A new question aborts the former one. */
export function useAnsweredCosts(query: () => CostQuery | null): EngineAnswer<AnsweredCosts> {
  const { attach, isReady } = useProfiledQuestions();
  const complete = (): CostQuery | null => {
    const asked = query();
    return asked && attach(asked);
  };
  return useEngineQuery({
    key: () => ["cost", complete()],
    ask: async (engine, signal) => {
      const asked = query();
      if (asked === null) throw new Error("asked without a question");
      return { query: asked, answer: await engine.cost.query(attach(asked), { signal }) };
    },
    isEnabled: () => isReady(query()),
  });
}

/** The answer to a cost question alone. */
export function useCostQuery(query: () => CostQuery | null): EngineAnswer<CostAnswer> {
  const { state, value, failure } = useAnsweredCosts(query);
  return {
    failure,
    value: computed(() => value.value?.answer ?? null),
    state: computed(() =>
      state.value.kind === "ready" ? { ...state.value, value: state.value.value.answer } : state.value,
    ),
  };
}
