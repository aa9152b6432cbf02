import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { overview } from "./support/pages/overview.ts";
import { startPage } from "./support/pages/start-page.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

const SIZES = [
  [1280, 800],
  [1024, 700],
] as const;

for (const theme of ["light", "dark"] as const)
  test(`two months and what makes the difference, in the ${theme} theme`, async ({ start, withYear }) => {
    test.setTimeout(120_000);
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await overview(page).waitForCosts();
    await frame(page).goTo("Compare");
    const steps = page.getByRole("main").locator("ol button");
    await expect(steps.first()).toHaveAccessibleName(/^Before: \$/);
    await page.getByRole("button", { name: "Periods" }).click();
    await page.getByRole("menuitem", { name: "Last month, month before" }).click();
    await expect(page.getByRole("main")).toContainText("28 days");
    await expect(page.getByRole("main")).toContainText("31 days");
    await inspect(session, `${theme}-months`);

    await steps.filter({ hasText: "Volume" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Volume" })).toBeVisible();
    await expect(page.getByRole("table", { name: "Behind it" }).locator("tbody tr").first()).toContainText(
      "$",
    );
    await page.getByRole("heading", { name: "Volume" }).scrollIntoViewIfNeeded();
    await inspect(session, `${theme}-volume`);

    await page.locator("dl").getByRole("button").nth(2).click();
    const panel = page.getByRole("complementary", { name: "Explanation of a difference" });
    await expect(panel).toContainText("What makes it");
    await expect(panel).toContainText("Sum");
    await inspect(session, `${theme}-explained`);
    await panel.getByRole("button", { name: /^\$/ }).first().click();
    await expect(page.getByRole("complementary", { name: "Explanation of a number" })).toContainText(
      "Made of",
    );
    await page.keyboard.press("Escape");
    await expect(page.getByRole("complementary", { name: /^Explanation/ })).toHaveCount(0);
  });

test("a difference leads from the steps to its products, their costs and back", async ({
  start,
  withYear,
}) => {
  await withYear();
  const { page } = await start();
  await overview(page).waitForCosts();
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await page.getByRole("button", { name: "Periods" }).click();
  await page.getByRole("menuitem", { name: "Month to date, same days last year" }).click();
  const groups = page.getByRole("table", { name: "What makes the difference" });
  await expect(page.locator("dl[aria-label=Totals]")).toContainText("2025");
  await expect(page.locator(".transition-opacity.opacity-60")).toHaveCount(0);
  const change = await groups.locator("tfoot tr").last().getByRole("cell").nth(3).innerText();
  const amount = /-?\$[\d,.]+/.exec(change)?.[0] ?? "no amount";
  const name = await groups.locator("tbody tr").first().getByRole("button").first().innerText();
  await groups.locator("tbody tr").first().getByRole("button").first().click();
  await expect(page.getByRole("group", { name: "Filters" })).toContainText(name.trim());
  await page.goBack();
  await expect(groups.locator("tfoot tr").last()).toContainText(amount);
});

test("the same month of two workspaces, and neither keeps anything of the other", async ({
  start,
  bills,
}) => {
  test.setTimeout(120_000);
  const session = await start();
  const { page } = session;
  const { create } = startPage(page);
  await create("Acme");
  await expect(page.getByRole("main")).toContainText("Acme has no costs yet");
  await imports(page).dropAndImport(bills.small);
  await frame(page).switchTo("All workspaces");
  await create("Northwind");
  await expect(page.getByRole("main")).toContainText("Northwind has no costs yet");
  await imports(page).dropAndImport(bills.large);
  await frame(page).goTo("Compare");
  await page.getByRole("combobox", { name: "Workspace of the period before" }).click();
  await page.getByRole("option", { name: "of Acme" }).click();
  const totals = page.locator("dl[aria-label=Totals]");
  await expect(totals).toContainText("Before · Acme");
  await expect(totals).toContainText("Now · Northwind");
  await expect(page.getByRole("main").locator("ol button").first()).toHaveAccessibleName(/^Before: \$/);
  await inspect(session, "light-workspaces");
  await page.getByRole("combobox", { name: "Workspace of the period before" }).click();
  await page.getByRole("option", { name: "of this workspace" }).click();
  await expect(page.getByRole("main")).toContainText("Nothing is held of");
});

/** Keeps pictures of the screen in both sizes; nothing of it is grave. */
async function inspect(session: Session, name: string): Promise<void> {
  const { page } = session;
  await page.waitForTimeout(400);
  for (const size of SIZES) {
    await resize(session, size);
    await page.waitForTimeout(200);
    await expectNoSidewaysScroll(session);
    await photograph(session, `compare/${name}-${size[0]}`);
  }
  expect(await graveViolations(page, name)).toEqual([]);
  await resize(session, SIZES[0]);
}
