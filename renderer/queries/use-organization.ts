import type { OrganizationAnswer, OrganizationQuery } from "#core/organization/organization.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

/** An answer with the question it belongs to. */
export type AnsweredOrganization = {
  readonly query: OrganizationQuery;
  readonly answer: OrganizationAnswer;
};

/** What payers, units and accounts cost; `null` asks nothing. */
export function useOrganization(query: () => OrganizationQuery | null): EngineAnswer<AnsweredOrganization> {
  const { complete } = useProfiledQuestions();
  return useEngineQuestion({
    question: () => complete(query()),
    key: (asked) => ["organization", asked],
    ask: async (engine, { asked, sent }, signal) => ({
      query: asked,
      answer: await engine.organization.query(sent, { signal }),
    }),
  });
}
