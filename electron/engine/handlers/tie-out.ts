import { queryTieOut } from "../tie-out/query-tie-out.ts";
import type { Parts } from "./parts.ts";

export function tieOutHandlers({ contract: { tieOut }, session }: Parts) {
  return tieOut.router({
    ledger: tieOut.ledger.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return queryTieOut(database, directory, input, signal);
    }),
  });
}
