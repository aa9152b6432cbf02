import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { overview } from "./support/pages/overview.ts";
import { resources } from "./support/pages/resources.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

test("from all resources to the new ones, one of them hour by hour, and its line items", async ({
  start,
  withYear,
  dataFolder,
}) => {
  test.setTimeout(120_000);
  await withYear();
  const session = await start();
  const { app, page } = session;
  const { rows, search, summary, facet, state, since, exported, panel, history } = resources(page);
  await openList(session);
  const all = await countOf(session);

  await search.fill("i-");
  await expect.poll(() => countOf(session)).toBeLessThan(all);
  await expect(rows.first()).toContainText("i-");
  await facet("Region").getByRole("checkbox").first().click();
  await expect(page.getByRole("group", { name: "Filters" })).toContainText("Region");
  await expect.poll(() => countOf(session)).toBeGreaterThan(0);
  await search.fill("");
  await page.getByRole("group", { name: "Filters" }).getByRole("button").last().click();
  await expect.poll(() => countOf(session)).toBe(all);

  await since.click();
  await page.getByLabel("Since", { exact: true }).fill("2025-05-01");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(state("New")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("all that is held before")).toBeVisible();
  await expect.poll(() => countOf(session)).toBeLessThan(all);
  const fresh = await countOf(session);
  expect(fresh).toBeGreaterThan(0);
  await expect(rows).toHaveCount(fresh);

  const path = join(dataFolder, "resources.csv");
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await exported.click();
  await page.getByRole("menuitem", { name: "CSV…" }).click();
  await expect(frame(page).notice("The file is written")).toBeVisible();
  const lines: string[][] = parse(await readFile(path, "utf8"));
  expect(lines).toHaveLength(fresh + 1);
  expect(lines[1]?.[0]).toBe((await rows.first().locator(".id").innerText()).trim());

  const money = (await rows.first().locator("td.last").innerText()).trim();
  await rows.first().click();
  await expect(panel).toContainText("Usage types");
  await history.getByRole("button", { name: "By hour" }).click();
  await expect(history.getByRole("figure", { name: /by hour/ })).toBeVisible();
  await expect(summary).toBeVisible();
  await panel.getByRole("button", { name: "Line items" }).click();
  await expect(lineItems(page).summary).toContainText(money);
  await page.goBack();
  await expect(panel).toBeVisible();
  await expect(state("New")).toHaveAttribute("aria-pressed", "true");
});

for (const theme of ["light", "dark"] as const)
  test(`a resource beside the list in the ${theme} theme is accessible and fits`, async ({
    start,
    withYear,
  }) => {
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    const { rows, panel, history } = resources(page);
    await openList(session);
    await rows
      .filter({ has: page.locator("td.tags .tag") })
      .first()
      .click();
    await expect(
      panel.getByRole("region", { name: "Tags over time" }).getByRole("row").first(),
    ).toBeAttached();
    await expect(history.getByRole("figure")).toBeVisible();
    expect(await graveViolations(page, "Resource")).toEqual([]);
    for (const size of [
      [1024, 700],
      [1280, 800],
      [1920, 1080],
    ] as const) {
      await resize(session, size);
      await expectNoSidewaysScroll(session);
      await page.waitForTimeout(300);
      await photograph(session, `${theme}/resource-${size.join("x")}`);
    }
  });

async function openList({ page }: Session): Promise<void> {
  await overview(page).waitForCosts();
  await frame(page).goTo("Resources");
  await expect(resources(page).rows.first()).toContainText("$");
}

async function countOf({ page }: Session): Promise<number> {
  const [counted = ""] = /[\d,]+/.exec(await resources(page).summary.innerText()) ?? [];
  return Number(counted.replaceAll(",", ""));
}
