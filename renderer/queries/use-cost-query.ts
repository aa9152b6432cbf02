import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { answerAlone, type Answered, useAnywhere } from "./use-anywhere.ts";
import type { EngineAnswer } from "./use-engine-query.ts";
import { type InPlaceScope, useInPlaceScope } from "./use-in-place-scope.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

export type AnsweredCosts = Answered<CostQuery, CostAnswer>;

type Manner = {
  /** Where the question is told of, if not with the others of the screen; null asks this computer alone, as for names. */
  readonly scope?: InPlaceScope | null;
};

/** The answer to a cost question and the question, from here and, on screens that may ask there, from AWS. */
export function useAnsweredCosts(
  query: () => CostQuery | null,
  { scope = useInPlaceScope() }: Manner = {},
): EngineAnswer<AnsweredCosts> {
  const { complete } = useProfiledQuestions();
  return useAnywhere(() => complete(query()), {
    kind: "cost",
    scope,
    here: (engine, sent, signal) => engine.cost.query(sent, { signal }),
    away: (host, { sent, hasConsent }, signal) => host.inPlace.query({ query: sent, hasConsent }, { signal }),
  });
}

/** The answer to a cost question alone. */
export function useCostQuery(query: () => CostQuery | null, manner?: Manner): EngineAnswer<CostAnswer> {
  return answerAlone(useAnsweredCosts(query, manner));
}
