import { basename } from "node:path";
import { exportLineItems } from "../line-items/export.ts";
import { lineItemColumns } from "../line-items/columns.ts";
import { lineItemPage } from "../line-items/page.ts";
import type { Parts } from "./parts.ts";

export function lineItemHandlers({ contract: { lineItems }, session, jobs }: Parts) {
  return lineItems.router({
    columns: lineItems.columns.handler(() => {
      const { database, directory } = session.current();
      return lineItemColumns(database, directory);
    }),
    page: lineItems.page.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return lineItemPage(database, directory, input, signal);
    }),
    export: lineItems.export.handler(({ input }) => {
      const { database, directory } = session.current();
      return jobs.start({
        job: "export",
        title: basename(input.path),
        writes: false,
        run: ({ signal, report }) =>
          exportLineItems({
            database,
            directory,
            query: input.query,
            path: input.path,
            signal,
            onProgress: report,
          }),
      });
    }),
  });
}
