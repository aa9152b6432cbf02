import type { Locator, Page } from "@playwright/test";

export function commitments(page: Page) {
  const rowsOf = (name: string) => page.getByRole("region", { name, exact: true }).locator("tbody tr");
  return {
    figures: page.getByRole("region", { name: "Key figures" }),
    arns: rowsOf("Commitments by ARN"),
    expiries: page.getByRole("list", { name: "Ends of commitments" }).getByRole("listitem"),
    days: rowsOf("Over time"),
    hours: rowsOf("Hours"),
    tab: (name: string) => page.getByRole("navigation", { name: "Commitments" }).getByRole("link", { name }),
    field: (name: string) => page.getByRole("textbox", { name }),
    outcome: page.getByRole("region", { name: "Outcome" }),
    shares: rowsOf("Fair share by account"),
    /** Opens what a row is about; its numbers explain themselves. */
    open: (row: Locator) => row.locator("td, th").first().click(),
  };
}
