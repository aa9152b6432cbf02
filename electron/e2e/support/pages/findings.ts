import type { Page } from "@playwright/test";

export function findings(page: Page) {
  const list = page.getByRole("listbox", { name: "Findings" });
  return {
    list,
    finding: (title: string) => list.getByRole("option").filter({ hasText: title }),
    figures: page.getByLabel("Savings of the month"),
    status: (name: string) =>
      page.getByRole("group", { name: "Status of the finding" }).getByRole("button", { name, exact: true }),
    note: page.getByRole("textbox", { name: "Note" }),
    owner: page.getByRole("textbox", { name: "Owner" }),
    items: page.getByRole("table", { name: "What was found" }).locator("tbody tr[data-index]"),
    realised: page.getByRole("region", { name: "Expected and realised" }),
    notes: (name: string) => page.getByRole("navigation", { name: "Findings" }).getByRole("button", { name }),
  };
}
