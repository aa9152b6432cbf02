import type { Locator, Page } from "@playwright/test";

/** The panel that says what a number is made of. */
export function explanation(page: Page) {
  const panel = page.getByRole("complementary", { name: "Explanation of a number" });
  return {
    panel,
    /** The one of a ratio, a difference or a share. */
    figure: page.getByRole("complementary", { name: "Explanation of a figure" }),
    number: panel.locator(".number"),
    sum: panel.locator("tfoot tr"),
    types: panel.locator("tbody tr"),
    files: panel.locator(".file"),
    proof: panel.getByRole("status").filter({ hasText: /^(Equal|Differs)/ }),
    recompute: panel.getByRole("button", { name: "Recompute from the line items" }),
    openLineItems: panel.getByRole("button", { name: /line items$/ }).first(),
    /** The number written in a cell, as something to click. */
    numberIn: (place: Locator): Locator => place.locator("[data-explain]"),
  };
}
