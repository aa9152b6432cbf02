import { lineItemColumns } from "../line-items/columns.ts";
import { lineItemPage } from "../line-items/page.ts";
import type { Parts } from "./parts.ts";

export function lineItemHandlers({ contract: { lineItems }, session }: Parts) {
  return lineItems.router({
    columns: lineItems.columns.handler(() => {
      const { database, directory } = session.current();
      return lineItemColumns(database, directory);
    }),
    page: lineItems.page.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return lineItemPage(database, directory, input, signal);
    }),
  });
}
