import type { Page } from "@playwright/test";

export function lineItems(page: Page) {
  const grid = page.getByRole("grid", { name: "Line items" });
  return {
    grid,
    heads: grid.getByRole("columnheader"),
    exported: page.getByRole("button", { name: "Export", exact: true }),
    rows: grid.locator("tbody tr[aria-rowindex]"),
    /** "1,234 line items  Unblended cost $5,678.90". */
    summary: page.locator("p[aria-live=polite]").filter({ hasText: /line items?/ }),
    details: page.getByRole("complementary", { name: "Line item" }),
  };
}
