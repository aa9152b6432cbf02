import type { Page } from "@playwright/test";

export function unitEconomics(page: Page) {
  const periods = page.getByRole("table", { name: "Periods" });
  const dialog = page.getByRole("dialog", { name: "Import business figures" });
  return {
    dialog,
    periods,
    period: (name: string) => periods.getByRole("row").filter({ hasText: name }),
    units: page.getByRole("table", { name: "Units", exact: true }),
    toImport: page.getByRole("button", { name: "Import figures" }),
    chooseFile: () => dialog.getByRole("button", { name: "Choose a file…" }).click(),
    kept: dialog.getByRole("table", { name: "What will be kept" }),
    keep: () => dialog.getByRole("button", { name: /^Keep/ }).click(),
    async menu(item: string) {
      await page.getByRole("button", { name: "Figures", exact: true }).click();
      await page.getByRole("menuitem", { name: item }).click();
    },
    by: (name: string) => page.getByRole("group", { name: "By" }).getByRole("button", { name }),
    of: (name: string) => page.getByRole("group", { name: "Of" }).getByRole("button", { name }),
  };
}
