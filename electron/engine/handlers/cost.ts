import { dimensionValues } from "../cost/dimension-values.ts";
import { queryCosts } from "../cost/query-costs.ts";
import { explainCell } from "../explain/explain-cell.ts";
import type { Parts } from "./parts.ts";

export function costHandlers({ contract: { cost }, session }: Parts) {
  return cost.router({
    query: cost.query.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return queryCosts(database, directory, input, signal);
    }),
    explain: cost.explain.handler(({ input, signal }) =>
      explainCell(session.current(), input.cell, input.from, signal),
    ),
    values: cost.values.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return dimensionValues(database, directory, input, signal);
    }),
  });
}
