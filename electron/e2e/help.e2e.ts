import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

const PAGES = ["First steps", "Allocation", "Metrics", "Dimensions", "Glossary", "When something fails"];

test("F1 tells of the screen one is on, and the search leads to a section by keyboard alone", async ({
  start,
  withYear,
}) => {
  await withYear();
  const { page } = await start();
  await overview(page).waitForCosts();
  await frame(page).rail.getByRole("link", { name: "Budgets" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Budgets" })).toBeVisible();
  await page.keyboard.press("F1");
  await expect(page.getByRole("heading", { level: 2, name: "Budgets and forecast" })).toBeVisible();

  await page.getByRole("searchbox", { name: "Search the help" }).fill("shared cost");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: /^Shared costs/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 3, name: "Shared costs" })).toBeInViewport();

  await page.getByRole("link", { name: "Open it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Allocation" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 2, name: "Allocation" })).toBeVisible();
});

for (const theme of ["light", "dark"] as const)
  test(`the pages of the help in the ${theme} theme are accessible and fit`, async ({ start }) => {
    const session = await start({ theme });
    expect(await inspect(session, theme)).toEqual([]);
  });

/** Opens pages of the help without any workspace, in two sizes, and returns what is grave about them. */
async function inspect(session: Session, theme: string): Promise<readonly string[]> {
  const { page } = session;
  await page.keyboard.press("F1");
  const violations: string[] = [];
  for (const title of PAGES) {
    await page
      .getByRole("navigation", { name: "Contents of the help" })
      .getByText(title, { exact: true })
      .click();
    await expect(page.getByRole("heading", { level: 2, name: title })).toBeVisible();
    for (const size of [
      [1280, 800],
      [1024, 700],
    ] as const) {
      await resize(session, size);
      await expectNoSidewaysScroll(session);
      await photograph(session, `${theme}/help-${title.toLowerCase().replaceAll(" ", "-")}-${size[0]}`);
    }
    violations.push(...(await graveViolations(page, title)));
  }
  await page.getByRole("searchbox", { name: "Search the help" }).fill("access denied");
  await expect(page.getByRole("button", { name: /aws\.access_denied/ })).toBeVisible();
  await photograph(session, `${theme}/help-search`);
  violations.push(...(await graveViolations(page, "Search of the help")));
  return violations;
}
