import { expect, type Page } from "@playwright/test";

export function startPage(page: Page) {
  const recent = page.getByRole("region", { name: "Recent workspaces" });
  return {
    heading: page.getByRole("heading", { name: "Start" }),
    recent,
    openSample: () => page.getByRole("button", { name: "Open the sample company" }).click(),
    /** Begins to connect an account; a workspace is made for it. */
    integrate: () => page.getByRole("button", { name: "Integrate AWS Account" }).click(),
    /** Makes a workspace, which opens it. */
    async create(name: string) {
      await page.getByRole("button", { name: "New workspace" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill(name);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("button", { name: `Workspace: ${name}. Switch` })).toBeVisible();
      // A dialog that is still closing takes what is dropped on it.
      await expect(page.getByRole("dialog")).toBeHidden();
    },
    /** Chooses from the menu of a workspace. */
    async act(name: string, action: string) {
      await recent.getByRole("button", { name: `Actions for ${name}` }).click();
      await page.getByRole("menuitem", { name: action }).click();
    },
  };
}
