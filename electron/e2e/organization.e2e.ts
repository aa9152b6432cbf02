import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { sum } from "#core/money/decimal.ts";
import { ACCOUNTS, PAYER } from "#core/sample/organisation.ts";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

test("from a bill without units to a tree with them, closed by key, and on to the Explorer", async ({
  start,
  withYear,
  dataFolder,
}) => {
  test.setTimeout(120_000);
  await withYear();
  const session = await start();
  const { app, page } = session;
  const rows = await openOrganization(session);
  await expect(page.getByText("No organization has been read.")).toBeVisible();
  await expect(rows).toHaveCount(Object.keys(ACCOUNTS).length + 1);

  await importUnits(session, dataFolder);
  await expect(page.getByText("No organization has been read.")).toBeHidden();
  const fleet = rows.filter({ hasText: "Fleet Cloud" });
  await expect(fleet).toHaveAttribute("aria-expanded", "true");
  await expect(fleet).toHaveAttribute("aria-level", "3");
  await fleet.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(fleet).toHaveAttribute("aria-expanded", "false");
  await expect(rows.filter({ hasText: ACCOUNTS.staging.id })).toBeHidden();
  await page.keyboard.press("*");
  await expect(rows.filter({ hasText: ACCOUNTS.staging.id })).toBeVisible();

  const path = join(dataFolder, "organization.csv");
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "CSV…" }).click();
  await expect(frame(page).notice("The file is written")).toBeVisible();
  const lines: string[][] = parse(await readFile(path, "utf8"));
  const amounts = (kind: string): string =>
    sum(lines.filter((line) => line[1] === kind).map((line) => line[8] ?? ""));
  expect(amounts("account")).toBe(amounts("payer"));
  expect(lines.at(-1)?.[8]).toBe(amounts("payer"));

  const money = (await fleet.locator("[data-main] [data-explain]").innerText()).trim();
  await fleet.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").locator("tr.sum [data-explain]").first()).toHaveText(money);
});

for (const theme of ["light", "dark"] as const)
  test(`the organization in the ${theme} theme is accessible and fits`, async ({
    start,
    withYear,
    dataFolder,
  }) => {
    test.setTimeout(120_000);
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await openOrganization(session);
    const violations = [...(await graveViolations(page, "without units"))];
    await photograph(session, `organization/${theme}-without-units-1280`);
    await importUnits(session, dataFolder);
    await expect(page.getByText("Workloads").first()).toBeVisible();
    await page
      .getByRole("region", { name: /^Notifications/ })
      .getByRole("button", { name: "Close" })
      .click();
    await page.waitForTimeout(600);
    violations.push(...(await graveViolations(page, "with units")));
    for (const size of [
      [1280, 800],
      [1024, 700],
    ] as const) {
      await resize(session, size);
      await expectNoSidewaysScroll(session);
      await photograph(session, `organization/${theme}-${size[0]}`);
    }
    expect(violations).toEqual([]);
  });

async function openOrganization(session: Session) {
  const { page } = session;
  await overview(page).waitForCosts();
  await frame(page).rail.getByRole("link", { name: "Organization" }).click();
  const rows = page.getByRole("main").locator("tbody tr[aria-level]");
  await expect(rows.first()).toContainText("$");
  return rows;
}

/** A file as someone without the right to read the organization would write it. */
async function importUnits({ app, page }: Session, folder: string): Promise<void> {
  const path = join(folder, "accounts.csv");
  const lines = Object.values(ACCOUNTS).map(({ id, name, businessUnit }) =>
    [id, name, id === PAYER.id ? "" : `Root/Workloads/${businessUnit}`].join(","),
  );
  await writeFile(path, `account,name,units\n${lines.join("\n")}\n`);
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
  await page.getByRole("button", { name: "Import a file…" }).click();
}
