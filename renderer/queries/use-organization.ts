import type { OrganizationAnswer, OrganizationQuery } from "#core/organization/organization.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

/** An answer with the question it belongs to. */
export type AnsweredOrganization = {
  readonly query: OrganizationQuery;
  readonly answer: OrganizationAnswer;
};

/** What payers, units and accounts cost; `null` asks nothing. */
export function useOrganization(query: () => OrganizationQuery | null): EngineAnswer<AnsweredOrganization> {
  const { attach, isReady } = useProfiledQuestions();
  return useEngineQuery({
    key: () => ["organization", withProfiles()],
    ask: async (engine, signal) => {
      const asked = query();
      const complete = withProfiles();
      if (asked === null || complete === null) throw new Error("asked without a question");
      return { query: asked, answer: await engine.organization.query(complete, { signal }) };
    },
    isEnabled: () => isReady(query()),
  });

  function withProfiles(): OrganizationQuery | null {
    const asked = query();
    return asked && attach(asked);
  }
}
