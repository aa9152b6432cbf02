import type { Page } from "@playwright/test";

export type Screen = "Overview" | "Explorer" | "Line items" | "Import" | "Data quality" | "Settings";

export function frame(page: Page) {
  const rail = page.getByRole("navigation", { name: "Main" });
  return {
    rail,
    goTo: (screen: Screen) => rail.getByRole("link", { name: screen }).click(),
    /** A short message in the corner. */
    notice: (title: string) =>
      page
        .getByRole("region", { name: /^Notifications/ })
        .getByText(title)
        .first(),
  };
}
