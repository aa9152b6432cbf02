import type { Page } from "@playwright/test";

export function sql(page: Page) {
  const editor = page.getByRole("textbox", { name: "SQL statement" });
  const run = page.getByRole("button", { name: "Run", exact: true });
  return {
    editor,
    run,
    cancel: page.getByRole("button", { name: "Cancel" }),
    result: page.getByRole("grid", { name: "Result" }),
    problem: page.getByRole("alert"),
    status: page.locator("p[aria-live=polite]"),
    columns: page.getByRole("complementary", { name: "Views and columns" }),
    /** Puts a statement in place of the one in the editor. */
    async write(text: string) {
      await editor.focus();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(text);
    },
    runByKey: () => page.keyboard.press("Control+Enter"),
  };
}
