import type { Page } from "@playwright/test";
import { expect, test } from "./support/journey.ts";
import { explorer } from "./support/pages/explorer.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { overview } from "./support/pages/overview.ts";
import { startPage } from "./support/pages/start-page.ts";
import { welcome } from "./support/pages/welcome.ts";

const MOST_STOPS = 90;

test("the introduction and the start page need no pointer", async ({ start }) => {
  const { page } = await start({ firstTime: true });
  await expect(welcome(page).slide(1)).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(welcome(page).slide(2)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(startPage(page).heading).toBeVisible();
  await tabTo(page, "button:has-text('New workspace')");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type("Acme & Söhne");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Workspace: Acme & Söhne/ })).toBeVisible();
});

test("from the overview to line items and back with keys alone", async ({ start, withYear }) => {
  await withYear();
  const { page } = await start();
  await overview(page).waitForCosts();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  const { rows, head } = explorer(page);
  await expect(rows.first()).toContainText("$");
  await tabTo(page, "tr[data-index]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(head("Usage type")).toBeVisible();
  await page.keyboard.press("Backspace");
  await expect(head("Service")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(lineItems(page).rows.first()).toBeVisible();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("quality");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Data quality", level: 1 })).toBeVisible();
});

/** Presses Tab until the focus is on such an element. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    if ((await page.locator(":focus").and(page.locator(selector)).count()) > 0) return;
  }
  throw new Error(`the Tab key does not reach ${selector}`);
}
