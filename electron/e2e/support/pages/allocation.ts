import { expect, type Page } from "@playwright/test";

export function allocation(page: Page) {
  const units = page.getByRole("table", { name: "Units", exact: true });
  const rules = page.getByRole("region", { name: "Rules", exact: true });
  return {
    units,
    row: (name: string) => units.getByRole("row").filter({ hasText: name }),
    rules,
    rule: (at: number) => rules.getByRole("listitem").nth(at - 1),
    tab: (name: string) => page.getByRole("navigation", { name: "Allocation" }).getByRole("link", { name }),
    coverage: page.getByRole("region", { name: "Coverage" }),
    start: () => page.getByRole("button", { name: "Make an allocation model" }).click(),
    /** Types a name into the open dialog and accepts it. */
    async nameUnit(name: string) {
      const dialog = page.getByRole("dialog", { name: "Add a unit" });
      await dialog.getByLabel("Name").fill(name);
      await dialog.getByRole("button", { name: "Add unit" }).click();
      await expect(units.getByRole("row").filter({ hasText: name })).toBeVisible();
    },
    addUnit: () => page.getByRole("button", { name: "Add unit" }).first().click(),
    /** A rule for the chosen unit that keeps the given values of a dimension. */
    async addRule(dimension: string, values: readonly string[]) {
      await rules.getByRole("button", { name: "Add rule" }).click();
      await page.getByLabel("Search dimensions").fill(dimension);
      await page.getByRole("button", { name: dimension, exact: true }).first().click();
      const editor = page.getByRole("form", { name: `Filter by ${dimension}` });
      for (const value of values) {
        await editor.getByLabel("Search values").fill(value);
        await editor
          .getByRole("checkbox", { name: new RegExp(value) })
          .first()
          .check();
      }
      await editor.getByRole("button", { name: "Apply" }).click();
      await expect(editor).toBeHidden();
    },
    share: () => page.getByRole("checkbox", { name: /^Shared:/ }).check(),
    exported: page.getByRole("button", { name: "Export", exact: true }),
  };
}
