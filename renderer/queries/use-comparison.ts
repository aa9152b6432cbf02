import type { AcrossQuery, AcrossSide, ComparedSide, ComparisonAnswer } from "#core/compare/comparison.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

/** An answer with the question it belongs to. */
export type AnsweredComparison = { readonly query: AcrossQuery; readonly answer: ComparisonAnswer };

/** Two periods held against each other; `null` asks nothing. The host is only asked where another workspace takes part. */
export function useComparison(query: () => AcrossQuery | null): EngineAnswer<AnsweredComparison> {
  const { host } = useBackend();
  const { attach, isReady } = useProfiledQuestions();
  const complete = (): AcrossQuery | null => {
    const asked = query();
    return asked && attach(asked);
  };
  return useEngineQuery({
    key: () => ["comparison", complete()],
    ask: async (engine, signal) => {
      const asked = query();
      if (asked === null) throw new Error("asked without a question");
      const complete = attach(asked);
      const { before, now } = complete;
      const isOwn = before.workspaceId === null && now.workspaceId === null;
      const answer = isOwn
        ? await engine.comparison.query({ ...complete, before: own(before), now: own(now) }, { signal })
        : await host.comparison.across(complete, { signal });
      return { query: asked, answer };
    },
    isEnabled: () => isReady(query()),
  });
}

function own({ range }: AcrossSide): ComparedSide {
  return { kind: "own", range };
}
