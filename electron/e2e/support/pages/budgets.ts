import type { Page } from "@playwright/test";

export function budgets(page: Page) {
  const preview = page.getByRole("region", { name: "Preview" });
  return {
    preview,
    make: () => page.getByRole("link", { name: "New budget" }).first().click(),
    name: page.getByRole("textbox", { name: "Name" }),
    amount: page.getByRole("textbox", { name: "Amount of a period" }),
    save: () => page.getByRole("button", { name: "Save budget" }).click(),
    row: (name: string) => page.getByRole("row").filter({ hasText: name }),
    /** What the preview expects of the period, in whole dollars. */
    async expected() {
      const text = await preview.locator("dd").nth(1).innerText();
      return Math.floor(Number(text.replaceAll(/[^\d.]/g, "")));
    },
  };
}
