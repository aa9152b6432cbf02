import { findFindings, findFindingsAway, listFindings, pageOfFinding } from "../findings/findings.ts";
import { measureFindings } from "../findings/measure-findings.ts";
import type { Parts } from "./parts.ts";

export function findingHandlers({ contract: { findings }, session, jobs }: Parts) {
  return findings.router({
    run: findings.run.handler(({ input }) => {
      const workspace = session.current();
      return jobs.start({
        job: "findings",
        title: "Findings",
        writes: false,
        run: ({ signal, report }) => findFindings(workspace, input, signal, report),
      });
    }),
    runAway: findings.runAway.handler(({ input, signal }) =>
      findFindingsAway(session.current(), input, signal),
    ),
    list: findings.list.handler(({ input, signal }) => listFindings(session.current(), input, signal)),
    items: findings.items.handler(({ input, signal }) => pageOfFinding(session.current(), input, signal)),
    measure: findings.measure.handler(({ input, signal }) =>
      measureFindings(session.current(), input, signal),
    ),
  });
}
