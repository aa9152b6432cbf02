import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

const TABS = ["Data transfer", "Network services", "Marketplace", "Support", "Tax", "Credits", "Refunds"];

test("every kind of charges has its view, in the light theme", async ({ start, withYear }) => {
  await withYear();
  const session = await start({ theme: "light" });
  expect(await inspectTabs(session, "light")).toEqual([]);
});

test("every kind of charges has its view, in the dark theme", async ({ start, withYear }) => {
  await withYear();
  const session = await start({ theme: "dark" });
  expect(await inspectTabs(session, "dark")).toEqual([]);
});

test("from a category of data transfer to exactly its line items, and a credit's end", async ({
  start,
  withYear,
}) => {
  await withYear();
  const session = await start();
  const { page } = session;
  await openCharges(session);
  const rows = page.getByRole("main").locator("tbody tr");
  await rows.filter({ hasText: "Between Availability Zones" }).getByRole("button").first().click();
  const usage = rows.filter({ hasText: "InterZone-Out" }).first();
  await expect(usage).toContainText("GB");
  const money = await usage
    .getByRole("cell")
    .filter({ hasText: /^-?\$[\d,.]+$/ })
    .nth(1)
    .innerText();
  await usage.getByRole("button").first().click();
  await expect(page.locator("p[aria-live=polite]").filter({ hasText: "line item" })).toContainText(money);

  await page.goBack();
  await page.getByRole("link", { name: "Credits" }).click();
  const credit = rows.filter({ hasText: "Migration Acceleration Program" });
  await expect(credit).toContainText("ended in");
  await credit.getByRole("button", { name: /^Granted amount/ }).click();
  await page.getByLabel("Amount in USD").fill("1000000");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(credit).toContainText("$1,000,000.00");
});

async function openCharges({ page }: Session): Promise<void> {
  await overview(page).waitForCosts();
  await frame(page).rail.getByRole("link", { name: "Charges" }).click();
  await expect(page.getByRole("main").locator("tbody tr").first()).toContainText("$");
}

/** Visits every tab over a year, keeps pictures of it, and returns what is grave about it. */
async function inspectTabs(session: Session, theme: string): Promise<readonly string[]> {
  test.setTimeout(150_000);
  const { page } = session;
  await openCharges(session);
  await page
    .getByRole("button", { name: /^Period|Month to date/ })
    .first()
    .click();
  await page.getByRole("button", { name: /^Last 12 months/ }).click();
  const violations: string[] = [];
  for (const tab of TABS) {
    await page.getByRole("navigation", { name: "Kinds of charges" }).getByRole("link", { name: tab }).click();
    await expect(page.getByRole("main").locator("tfoot")).toContainText("$");
    await page.waitForTimeout(400);
    violations.push(...(await graveViolations(page, tab)));
    for (const size of [
      [1280, 800],
      [1024, 700],
    ] as const) {
      await resize(session, size);
      await expectNoSidewaysScroll(session);
      await photograph(session, `charges/${theme}-${tab.toLowerCase().replace(" ", "-")}-${size[0]}`);
    }
    await resize(session, [1280, 800]);
  }
  return violations;
}
