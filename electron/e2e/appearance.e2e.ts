import type { Page } from "@playwright/test";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame, type Screen } from "./support/pages/frame.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { overview } from "./support/pages/overview.ts";
import { resources } from "./support/pages/resources.ts";
import { startPage } from "./support/pages/start-page.ts";
import { welcome } from "./support/pages/welcome.ts";
import { expectNoSidewaysScroll, photograph, resize, type Size } from "./support/window.ts";

const SIZES: readonly Size[] = [
  [1024, 700],
  [1280, 800],
  [1440, 900],
  [1920, 1080],
];
const SCREENS: readonly Screen[] = [
  "Overview",
  "Explorer",
  "Line items",
  "SQL",
  "Resources",
  "Import",
  "Accounts",
  "Data quality",
  "Settings",
];

test("every screen in the light theme is accessible and fits four window sizes", async ({
  start,
  withYear,
}) => {
  await withYear();
  expect(await inspectScreens(await start({ theme: "light" }), "light", SIZES)).toEqual([]);
});

test("every screen in the dark theme is accessible", async ({ start, withYear }) => {
  await withYear();
  expect(await inspectScreens(await start({ theme: "dark" }), "dark", [[1280, 800]])).toEqual([]);
});

for (const theme of ["light", "dark"] as const) {
  test(`introduction and start page in the ${theme} theme are accessible`, async ({ start }) => {
    const session = await start({ firstTime: true });
    const { page } = session;
    await page.emulateMedia({ colorScheme: theme });
    const introduction = welcome(page);
    await expect(introduction.slide(1)).toBeVisible();
    const violations = [...(await graveViolations(page, "Introduction"))];
    for (const number of [1, 2, 3, 4]) {
      await expect(introduction.slide(number)).toBeVisible();
      await photograph(session, `${theme}/introduction-${number}`);
      if (number < 4) await introduction.next();
    }
    await introduction.skip();
    await expect(startPage(page).heading).toBeVisible();
    violations.push(...(await graveViolations(page, "Start")));
    await photograph(session, `${theme}/start`);
    expect(violations).toEqual([]);
  });
}

/** Visits every screen, keeps pictures of it, and returns what is grave about it. */
async function inspectScreens(
  session: Session,
  theme: string,
  sizes: readonly Size[],
): Promise<readonly string[]> {
  test.setTimeout(150_000);
  await overview(session.page).waitForCosts();
  const violations: string[] = [];
  for (const screen of SCREENS) {
    await frame(session.page).goTo(screen);
    await waitFor(session, screen);
    violations.push(...(await graveViolations(session.page, screen)));
    for (const size of sizes) {
      await resize(session, size);
      await expectNoSidewaysScroll(session);
      await photograph(session, `${theme}/${screen.toLowerCase().replace(" ", "-")}-${size.join("x")}`);
    }
  }
  return violations;
}

async function waitFor({ page }: Session, screen: Screen): Promise<void> {
  if (screen === "Overview") await overview(page).waitForCosts();
  else if (screen === "Explorer") await waitForExplorer(page);
  else if (screen === "Line items") await expect(lineItems(page).rows.first()).toBeVisible();
  else if (screen === "Resources") await expect(resources(page).rows.first()).toContainText("$");
  else if (screen === "Data quality") await expect(page.getByRole("option").first()).toBeVisible();
  else await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForTimeout(400);
}

/** The Explorer fills the window exactly: only its table scrolls. */
async function waitForExplorer(page: Page): Promise<void> {
  await expect(explorer(page).rows.first()).toContainText("$");
  const excess = await page.getByRole("main").evaluate((main) => main.scrollHeight - main.clientHeight);
  expect(excess).toBeLessThanOrEqual(0);
}
