import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test } from "./support/journey.ts";
import { explanation } from "./support/pages/explanation.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { choosePlace } from "./support/place.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

for (const theme of ["light", "dark"] as const)
  test(`twelve months ahead, from the Overview to a month explained and the file, in the ${theme} theme`, async ({
    start,
    withYear,
    dataFolder,
  }) => {
    test.setTimeout(120_000);
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await overview(page).waitForCosts();
    await page.getByRole("link", { name: /^Next \d+ months/ }).click();
    const months = page.getByRole("region", { name: "Months to come" }).locator("tbody tr");
    await expect(months.first()).toContainText("March 2026");
    const expected = await months.locator("td:nth-child(3)").allInnerTexts();
    expect(expected.length).toBeGreaterThanOrEqual(12);
    expect(expected.filter((text) => !/^\$[\d,]+\.\d\d$/.test(text.trim()))).toEqual([]);

    const violations = [...(await graveViolations(page, "Forecast"))];
    for (const size of [
      [1280, 800],
      [1024, 700],
    ] as const) {
      await resize(session, size);
      await expectNoSidewaysScroll(session);
      await photograph(session, `forecast/${theme}-${size[0]}`);
    }

    const path = join(dataFolder, "forecast.csv");
    await choosePlace(session, path);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "CSV…" }).click();
    await expect(frame(page).notice("The file is written")).toBeVisible();
    const [head = [], ...lines]: string[][] = parse(await readFile(path, "utf8"));
    const amounts = lines.map((line) => Number(line[head.findIndex((name) => name.startsWith("Expected"))]));
    expect(
      amounts.map(
        (amount) =>
          `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`,
      ),
    ).toEqual(expected.map((text) => text.trim()));

    const notices = page.getByRole("region", { name: /^Notifications/ });
    await notices.getByRole("button", { name: "Close" }).click();
    await expect(notices.getByRole("button", { name: "Close" })).toHaveCount(0);
    await months.nth(1).locator("[data-explain]").first().click();
    await expect(explanation(page).figure).toContainText("April 2026");
    await page.waitForTimeout(400);
    violations.push(...(await graveViolations(page, "Forecast with a month explained")));
    expect(violations).toEqual([]);
  });
