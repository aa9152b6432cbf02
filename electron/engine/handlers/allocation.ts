import { queryAllocation, queryChargeback, queryPreview, queryStatement } from "../allocation/allocation.ts";
import { reportTag, reportTags } from "../allocation/tags.ts";
import type { Parts } from "./parts.ts";

export function allocationHandlers({ contract: { allocation }, session }: Parts) {
  const books = (signal: AbortSignal | undefined) => {
    const { database, directory } = session.current();
    return signal === undefined ? { database, directory } : { database, directory, signal };
  };
  return allocation.router({
    query: allocation.query.handler(({ input, signal }) => queryAllocation(books(signal), input)),
    preview: allocation.preview.handler(({ input, signal }) => queryPreview(books(signal), input)),
    statement: allocation.statement.handler(({ input, signal }) => queryStatement(books(signal), input)),
    chargeback: allocation.chargeback.handler(({ input, signal }) => queryChargeback(books(signal), input)),
    withAway: {
      query: allocation.withAway.query.handler(({ input: { query, away }, signal }) =>
        queryAllocation({ ...books(signal), away }, query),
      ),
      preview: allocation.withAway.preview.handler(({ input: { query, away }, signal }) =>
        queryPreview({ ...books(signal), away }, query),
      ),
      statement: allocation.withAway.statement.handler(({ input: { query, away }, signal }) =>
        queryStatement({ ...books(signal), away }, query),
      ),
    },
    tags: allocation.tags.handler(({ input, signal }) => reportTags(books(signal), input)),
    tag: allocation.tag.handler(({ input, signal }) => reportTag(books(signal), input)),
  });
}
