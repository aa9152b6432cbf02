import type { Locator, Page } from "@playwright/test";

export function explorer(page: Page) {
  const table = page.getByRole("table").filter({ hasText: "Total" }).first();
  return {
    table,
    /** The head of the column that names the groups. */
    head: (dimension: string) => table.getByRole("columnheader", { name: dimension }),
    /** Group rows; the heads and the totals row come before them. */
    rows: table.locator("tbody tr[data-index]"),
    row: (name: string) => table.locator("tbody tr[data-index]").filter({ hasText: name }).first(),
    /** The name of a row leads into it; its numbers explain themselves. */
    nameOf: (row: Locator): Locator => row.getByRole("rowheader"),
    path: page.getByRole("navigation", { name: "Drill path" }),
  };
}
