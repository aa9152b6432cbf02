import { expect, type Page } from "@playwright/test";

export type Screen =
  | "Overview"
  | "Dashboards"
  | "Explorer"
  | "Allocation"
  | "Line items"
  | "Commitments"
  | "Findings"
  | "Report"
  | "Budgets"
  | "Anomalies"
  | "Compare"
  | "SQL"
  | "Resources"
  | "Unit economics"
  | "Import"
  | "Accounts"
  | "Data quality"
  | "Settings";

export function frame(page: Page) {
  const rail = page.getByRole("navigation", { name: "Main" });
  return {
    rail,
    goTo: (screen: Screen) => rail.getByRole("link", { name: screen }).click(),
    /** Chooses from the menu of the open workspace. */
    async switchTo(item: string) {
      await rail.getByRole("button", { name: /^Workspace: / }).click();
      await page.getByRole("menuitem", { name: item }).click();
    },
    /** While a message is open its library puts guards around it that axe takes for a mistake of the page. */
    async noticesGone() {
      const notices = page
        .getByRole("region", { name: /^Notifications/ })
        .getByRole("button", { name: "Close" });
      await expect(notices).toHaveCount(0, { timeout: 30_000 });
    },
    /** A short message in the corner. */
    notice: (title: string) =>
      page
        .getByRole("region", { name: /^Notifications/ })
        .getByText(title)
        .first(),
  };
}
