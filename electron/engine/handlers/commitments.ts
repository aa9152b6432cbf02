import { queryCommitments } from "../commitment/query-commitments.ts";
import { shareFairly } from "../commitment/share-fairly.ts";
import { simulatePlan } from "../commitment/simulate-plan.ts";
import type { Parts } from "./parts.ts";

export function commitmentHandlers({ contract: { commitments }, session }: Parts) {
  return commitments.router({
    query: commitments.query.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return queryCommitments(database, directory, input, signal === undefined ? {} : { signal });
    }),
    queryWithAway: commitments.queryWithAway.handler(({ input: { query, away }, signal }) => {
      const { database, directory } = session.current();
      return queryCommitments(database, directory, query, signal === undefined ? { away } : { away, signal });
    }),
    simulate: commitments.simulate.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return simulatePlan(database, directory, input, signal);
    }),
    fairShare: commitments.fairShare.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return shareFairly(database, directory, input, signal);
    }),
  });
}
