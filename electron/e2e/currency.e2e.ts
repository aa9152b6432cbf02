import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { dashboards } from "./support/pages/dashboards.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize, type Size } from "./support/window.ts";

const SIZES: readonly Size[] = [
  [1024, 700],
  [1280, 800],
];
/** Screens whose amounts are told in the other currency beside the bill's own, each with one month of the bill. */
const SCREENS = [
  "overview",
  "line-items",
  "resources",
  "organization",
  "commitments",
  "findings",
  "budgets",
  "charges",
  "compare",
  "dashboards",
  "invoices",
  "anomalies",
  "quality",
] as const;

for (const theme of ["light", "dark"] as const)
  test(`every screen tells its amounts in euros beside the dollars in the ${theme} theme`, async ({
    start,
    withYear,
  }) => {
    test.setTimeout(300_000);
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await overview(page).waitForCosts();
    await makeBudget(session);
    await makeDashboard(session);
    await frame(page).goTo("Explorer");
    await expect(explorer(page).rows.first()).toBeVisible();
    await enterRate(session);
    await expect(explorer(page).table.locator("tr.sum")).toContainText("€");
    await readChart(session, `currency/${theme}-reading`);
    await page.getByRole("button", { name: /^Period/ }).click();
    await page.getByRole("button", { name: /^Last month/ }).click();
    await page.keyboard.press("Escape");

    const violations: string[] = [];
    for (const screen of SCREENS) {
      await page.evaluate((to) => {
        const [, query = ""] = location.hash.split("?");
        location.hash = `#/${to}?${query}`;
      }, screen);
      const main = page.getByRole("main");
      await expect(main.locator(".converted").first(), screen).toContainText("€", { timeout: 60_000 });
      await expect(main, screen).toContainText("$");
      violations.push(...(await inspect(session, `currency/${theme}-${screen}`)));
    }
    await page.evaluate(() => (location.hash = "#/budgets"));
    await page.getByRole("link", { name: /Whole company/ }).click();
    const figures = page.getByRole("region", { name: "Key figures" });
    await expect(figures.locator(".converted")).toHaveCount(4);
    violations.push(...(await inspect(session, `currency/${theme}-budget`)));
    expect(violations).toEqual([]);
  });

async function enterRate({ page }: Session): Promise<void> {
  await page.getByRole("button", { name: /^Currency/ }).click();
  await page.getByRole("menuitem", { name: "Currency rates…" }).click();
  const dialog = page.getByRole("dialog", { name: "Currency rates" });
  await dialog.getByLabel("To", { exact: true }).fill("EUR");
  await dialog.getByLabel("Month or day").fill("2024-01");
  await dialog.getByLabel("Rate", { exact: true }).fill("0.9");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByRole("table", { name: "Rates" })).toContainText("2024-01");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

/** What is read by keyboard is told in both currencies. */
async function readChart(session: Session, name: string): Promise<void> {
  const chart = session.page.getByRole("figure").first();
  await chart.focus();
  await session.page.keyboard.press("Home");
  await expect(chart.locator("tfoot")).toContainText(/\$[\d,.]+\s*€[\d,.]+/);
  await photograph(session, name);
  await session.page.keyboard.press("Escape");
}

async function makeBudget({ page }: Session): Promise<void> {
  await page.evaluate(() => (location.hash = "#/budgets/new"));
  await page.getByRole("textbox", { name: "Name" }).fill("Whole company");
  await page.getByRole("textbox", { name: "Amount of a period" }).fill("900000");
  await page.getByRole("button", { name: "Save budget" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Whole company" })).toBeVisible();
}

async function makeDashboard({ page }: Session): Promise<void> {
  await frame(page).goTo("Dashboards");
  await dashboards(page).begin("Finance monthly");
  await dashboards(page).waitForCosts();
}

async function inspect(session: Session, name: string): Promise<readonly string[]> {
  for (const size of SIZES) {
    await resize(session, size);
    await expectNoSidewaysScroll(session);
    await session.page.waitForTimeout(300);
    await photograph(session, `${name}-${size.join("x")}`);
  }
  return graveViolations(session.page, name);
}
