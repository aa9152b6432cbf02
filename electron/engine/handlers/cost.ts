import { dimensionValues } from "../cost/dimension-values.ts";
import { readLabels } from "../cost/labels.ts";
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
    labels: cost.labels.handler(({ input, signal }) =>
      session.current().database.read(async (connection) => {
        const labels = await readLabels(connection, input.dimensions);
        return Object.fromEntries([...labels].map(([ref, names]) => [ref, Object.fromEntries(names)]));
      }, signal),
    ),
    values: cost.values.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return dimensionValues(database, directory, input, signal);
    }),
  });
}
