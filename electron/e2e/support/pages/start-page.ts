import type { Page } from "@playwright/test";

export function startPage(page: Page) {
  const recent = page.getByRole("region", { name: "Recent workspaces" });
  return {
    heading: page.getByRole("heading", { name: "Start" }),
    recent,
    openSample: () => page.getByRole("button", { name: "Open the sample company" }).click(),
    open: (name: string) => recent.getByRole("button", { name }).first().click(),
  };
}
