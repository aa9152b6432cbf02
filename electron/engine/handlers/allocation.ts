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
    tags: allocation.tags.handler(({ input, signal }) => reportTags(books(signal), input)),
    tag: allocation.tag.handler(({ input, signal }) => reportTag(books(signal), input)),
  });
}
