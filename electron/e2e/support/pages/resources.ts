import type { Page } from "@playwright/test";

export function resources(page: Page) {
  const table = page.getByRole("table", { name: "Resources" });
  const panel = page.getByRole("complementary", { name: "Resource" });
  return {
    table,
    rows: table.locator("tbody tr[data-index]"),
    search: page.getByRole("textbox", { name: "Search resource ids" }),
    /** "123 resources  $4,567.89". */
    summary: page.locator("p[aria-live=polite]").filter({ hasText: /resources?/ }),
    facet: (name: string) => page.getByRole("region", { name, exact: true }),
    state: (name: string) =>
      page.getByRole("group", { name: "What became of them" }).getByRole("button", { name }),
    since: page.getByRole("button", { name: "New since…" }),
    exported: page.getByRole("button", { name: "Export", exact: true }),
    panel,
    history: panel.getByRole("region", { name: "History" }),
  };
}
