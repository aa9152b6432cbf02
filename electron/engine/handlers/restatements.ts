import { setFormerRowsLimit } from "../catalogue/former.ts";
import { compareRows, compareSums, listRestatements } from "../restatement/restatements.ts";
import type { Parts } from "./parts.ts";

export function restatementHandlers({ contract: { restatements }, session }: Parts) {
  return restatements.router({
    list: restatements.list.handler(({ signal }) => {
      const { database, directory } = session.current();
      return database.read((connection) => listRestatements(connection, directory), signal);
    }),
    compare: restatements.compare.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return database.read((connection) => compareSums(connection, directory, input), signal);
    }),
    rows: restatements.rows.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return database.read((connection) => compareRows(connection, directory, input), signal);
    }),
    setLimit: restatements.setLimit.handler(({ input }) => {
      const { database, directory } = session.current();
      return database.write((connection) => setFormerRowsLimit(connection, directory, input.bytes));
    }),
  });
}
