import type { AcrossQuery, AcrossSide, ComparedSide, ComparisonAnswer } from "#core/compare/comparison.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

/** An answer with the question it belongs to. */
export type AnsweredComparison = { readonly query: AcrossQuery; readonly answer: ComparisonAnswer };

/** Two periods held against each other; `null` asks nothing. The host is only asked where another workspace takes part. */
export function useComparison(query: () => AcrossQuery | null): EngineAnswer<AnsweredComparison> {
  const { host } = useBackend();
  const { complete } = useProfiledQuestions();
  return useEngineQuestion({
    question: () => complete(query()),
    key: (asked) => ["comparison", asked],
    ask: async (engine, { asked, sent }, signal) => {
      const { before, now } = sent;
      const isOwn = before.workspaceId === null && now.workspaceId === null;
      const answer = isOwn
        ? await engine.comparison.query({ ...sent, before: own(before), now: own(now) }, { signal })
        : await host.comparison.across(sent, { signal });
      return { query: asked, answer };
    },
  });
}

function own({ range }: AcrossSide): ComparedSide {
  return { kind: "own", range };
}
