import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { parseScaled } from "#core/money/decimal.ts";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { allocation } from "./support/pages/allocation.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

const SMALL = [1024, 700] as const;
const USUAL = [1280, 800] as const;

test("a bill is divided between units, look-alike tags become one, and the chargeback sums to the bill", async ({
  start,
  withYear,
  dataFolder,
}) => {
  test.setTimeout(240_000);
  await withYear();
  const session = await start({ theme: "light" });
  const { app, page } = session;
  const screen = allocation(page);
  await overview(page).waitForCosts();
  await frame(page).goTo("Allocation");

  await screen.start();
  await screen.nameUnit("Shared services");
  await screen.share();
  await screen.addRule("Charge type", ["Tax", "Fee"]);
  await screen.addUnit();
  await screen.nameUnit("Production");
  await screen.addRule("Tag: env", ["prod"]);
  await screen.addUnit();
  await screen.nameUnit("Compute elsewhere");
  await screen.addRule("Service", ["Elastic Compute Cloud"]);

  await expect(screen.coverage).toContainText(/Allocated [1-9][\d.]*% of the money/);
  await expect(screen.rule(3)).toContainText(/alone/);
  await expect(screen.row("Shared services")).toContainText("-$");
  const violations = [...(await graveViolations(page, "Allocation"))];
  await look(session, "light/allocation");

  const path = join(dataFolder, "chargeback.csv");
  // The system's own dialog is out of a test's reach: this is the user choosing a place.
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await screen.exported.click();
  await page.getByRole("menuitem", { name: "Chargeback" }).click();
  await page.getByRole("menuitem", { name: "CSV…" }).click();
  await expect(frame(page).notice("The file is written")).toBeVisible();
  const rows: readonly Readonly<Record<string, string>>[] = parse(await readFile(path), { columns: true });
  const sumOf = (column: string): bigint =>
    rows.reduce((sum, row) => sum + (parseScaled(row[column] ?? "") ?? 0n), 0n);
  expect(sumOf("total_cost")).toBe(sumOf("direct_cost"));
  expect(sumOf("shared_cost")).toBe(0n);
  const bill = await screen.row("The bill").locator("[title]").first().getAttribute("title");
  expect(sumOf("total_cost")).toBe(parseScaled(bill?.replaceAll(/[^\d.]/g, "") ?? ""));

  await screen.tab("Showback").click();
  await expect(page.getByRole("table", { name: "Statement" })).toContainText("$");
  // An open message has stops for the focus that axe takes for content.
  await expect(frame(page).notice("The file is written")).toBeHidden({ timeout: 20_000 });
  violations.push(...(await graveViolations(page, "Showback")));
  await look(session, "light/showback");

  await screen.tab("Tags").click();
  await page
    .getByRole("table", { name: "Tag keys" })
    .getByRole("button", { name: "env", exact: true })
    .click();
  const group = page.getByRole("group", { name: "Like prod" });
  await expect(group).toContainText("PROD");
  violations.push(...(await graveViolations(page, "Tags")));
  await look(session, "light/tags");
  await group.getByRole("button", { name: "Merge into “prod”" }).click();
  await expect(group).toContainText("one in “env”");
  await page.getByRole("button", { name: "Explore by env" }).click();
  await expect(explorer(page).head("env")).toBeVisible();
  await expect(explorer(page).row("prod")).toContainText("$");
  await expect(explorer(page).table.getByText("PROD", { exact: true })).toHaveCount(0);
  await photograph(session, "light/explorer-by-virtual-tag");
  expect(violations).toEqual([]);
  await app.close();

  const dark = await start({ theme: "dark" });
  await overview(dark.page).waitForCosts();
  await frame(dark.page).goTo("Allocation");
  const again = allocation(dark.page);
  await expect(again.row("Production")).toContainText("$");
  await again.row("Shared services").getByRole("button").first().click();
  await look(dark, "dark/allocation");
  const inDark = [...(await graveViolations(dark.page, "Allocation, dark"))];
  await again.tab("Tags").click();
  await expect(dark.page.getByRole("table", { name: "Tag keys" })).toContainText("env");
  await look(dark, "dark/tags");
  inDark.push(...(await graveViolations(dark.page, "Tags, dark")));
  await again.tab("Showback").click();
  await expect(dark.page.getByRole("table", { name: "Statement" })).toContainText("$");
  await look(dark, "dark/showback");
  inDark.push(...(await graveViolations(dark.page, "Showback, dark")));
  expect(inDark).toEqual([]);
});

async function look(session: Session, name: string): Promise<void> {
  for (const size of [SMALL, USUAL]) {
    await resize(session, size);
    await expectNoSidewaysScroll(session);
    await session.page.waitForTimeout(300);
    await photograph(session, `${name}-${size.join("x")}`);
  }
}
