import { join } from "node:path";
import { restatedWorld } from "#core/sample/variants.ts";
import { defaultOptions } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, TODAY, type Session } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

/** The company of the year that the journeys start from. */
const WORLD = { ...defaultOptions(TODAY), rows: 20_000 };
const CLOSED = "2026-01";

for (const theme of ["light", "dark"] as const)
  test(`a closed month that AWS changed is announced and can be followed down to its line items, in the ${theme} theme`, async ({
    start,
    withYear,
    dataFolder,
  }) => {
    test.setTimeout(240_000);
    await withYear();
    const folder = join(dataFolder, "second");
    const world = restatedWorld(WORLD, [CLOSED]);
    await writeSample({ directory: folder, world, months: [CLOSED], format: "legacy" });
    const session = await start({ theme });
    const { page } = session;
    await overview(page).waitForCosts();
    await imports(page).dropAndImport(folder);
    await expect(frame(page).notice(`AWS has changed the closed month ${CLOSED}`)).toBeVisible();
    await page.getByRole("button", { name: "Show what changed" }).click();

    const list = page.getByRole("table", { name: "Restatements" });
    await expect(list).toContainText("January 2026");
    await expect(list).toContainText("Closed month changed");
    const differences = page.getByRole("table", { name: "Differences by Service" });
    await expect(differences.locator("tfoot")).toContainText("$");
    await inspect(session, `restatements/${theme}`);
    await differences.locator("tbody").getByRole("button").first().click();
    await page.getByRole("button", { name: "Line items", exact: true }).click();
    const rows = page.getByRole("table", { name: "Line items that differ" });
    await expect(rows.locator("tbody tr").first()).toContainText("$");
    await inspect(session, `restatements/${theme}-rows`);

    await page.getByRole("button", { name: /^Acknowledge the restatement/ }).click();
    await expect(list).toContainText("Acknowledged");
    await expect(list).not.toContainText("Closed month changed");
  });

for (const theme of ["light", "dark"] as const)
  test(`two formats of a month stand side by side with every difference explained, in the ${theme} theme`, async ({
    start,
    withYear,
    dataFolder,
  }) => {
    test.setTimeout(240_000);
    await withYear();
    const folder = join(dataFolder, "focus");
    await writeSample({ directory: folder, world: WORLD, months: [CLOSED], format: "focus" });
    const session = await start({ theme });
    const { page } = session;
    await overview(page).waitForCosts();
    await imports(page).dropAndImport(folder);
    await frame(page).rail.getByRole("link", { name: "Invoices" }).click();
    await page.getByRole("link", { name: "Parity of formats" }).click();
    await expect(page.getByRole("status").filter({ hasText: "difference" })).toContainText(
      "Every difference is explained",
    );
    await expect(page.getByRole("table", { name: "Formats by service" }).locator("tfoot")).toContainText("$");
    await inspect(session, `parity/${theme}`);
    await page.getByRole("table", { name: "Formats by service" }).getByRole("button").first().click();
    await expect(page.getByRole("region", { name: /^Line items of / })).toContainText(
      "Matched by what they say",
    );
    await inspect(session, `parity-lines/${theme}`);
  });

async function inspect(session: Session, name: string): Promise<void> {
  const { page } = session;
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
  await page.waitForTimeout(400);
  expect(await graveViolations(page, name)).toEqual([]);
  for (const size of [
    [1280, 800],
    [1024, 700],
  ] as const) {
    await resize(session, size);
    await expectNoSidewaysScroll(session);
    await photograph(session, `${name}-${size[0]}`);
  }
  await resize(session, [1280, 800]);
}
