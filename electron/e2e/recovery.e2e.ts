import { readdir, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { heldPeriods } from "./support/pages/quality.ts";
import { photograph, resize, type Size } from "./support/window.ts";

const SIZES: readonly Size[] = [
  [1280, 800],
  [1024, 700],
];

for (const theme of ["light", "dark"] as const)
  test(`a damaged database is told of, and one click brings every number back (${theme})`, async ({
    start,
    withYear,
    dataFolder,
  }) => {
    await withYear();
    const before = await start({ theme });
    const periods = await heldPeriods(before.page);
    expect(periods.length).toBeGreaterThan(1);
    await before.app.close();

    const directory = await workspaceIn(dataFolder);
    const database = join(directory, "workspace.duckdb");
    await truncate(database, Math.floor((await stat(database)).size / 2));
    const session = await start({ theme });
    const { page } = session;
    const notice = page.getByRole("region", { name: "State of the workspace" });
    await expect(notice).toContainText("The database of this workspace is damaged");
    await expect(page.getByRole("main")).toContainText("wait to be rebuilt");
    await notice.getByRole("button", { name: "Details" }).click();
    expect(await graveViolations(page, `damaged ${theme}`)).toEqual([]);
    for (const size of SIZES) {
      await resize(session, size);
      await photograph(session, `recovery-damaged-${theme}-${size[0]}`);
    }

    await notice.getByRole("button", { name: "Rebuild now" }).click();
    await expect(frame(page).notice("is whole again")).toBeVisible({ timeout: 60_000 });
    await expectNoDamage(notice);
    await expect(notice).toContainText("was damaged and put aside");
    await photograph(session, `recovery-done-${theme}`);
    expect(await heldPeriods(page)).toEqual(periods);
    await notice.getByRole("button", { name: "Understood" }).click();
    await expect(notice).toBeHidden();
    const kept = await readdir(join(directory, "damaged"), { recursive: true });
    expect(kept.map((name) => name.split(/[\\/]/).at(-1))).toContain("workspace.duckdb");
  });

test("a damaged file of views is told of, and neither the costs nor other files go with it", async ({
  start,
  withYear,
  dataFolder,
}) => {
  await withYear();
  const directory = await workspaceIn(dataFolder);
  await writeFile(join(directory, "views.json"), '{"version":1,"views":[{"id":');
  const session = await start();
  const { page } = session;
  const notice = page.getByRole("region", { name: "State of the workspace" });
  await frame(page).goTo("Explorer");
  await expect(notice).toContainText("A file of settings was damaged and put aside");
  await notice.getByRole("button", { name: "Details" }).click();
  await expect(notice).toContainText("views.json");
  expect(await graveViolations(page, "damaged views")).toEqual([]);
  await photograph(session, "recovery-views");
  expect((await heldPeriods(page)).length).toBeGreaterThan(1);
});

test("sums damaged while the app is open are told of when a screen needs them, and repaired without a restart", async ({
  start,
  withYear,
  dataFolder,
}) => {
  await withYear();
  const session = await start();
  const { page } = session;
  expect((await heldPeriods(page)).length).toBeGreaterThan(1);
  const folder = join(await workspaceIn(dataFolder), "line-items");
  const names = await readdir(folder, { recursive: true });
  const sums = names.filter((name) => name.endsWith("daily-resource.parquet"));
  for (const name of sums) await writeFile(join(folder, name), "this is another file");
  await frame(page).goTo("Resources");
  const notice = page.getByRole("region", { name: "State of the workspace" });
  await expect(notice).toContainText("Files of this workspace are damaged");
  await expect(page.getByRole("main")).toContainText("is damaged");
  for (const size of SIZES) {
    await resize(session, size);
    await photograph(session, `recovery-while-open-${size[0]}`);
  }
  await notice.getByRole("button", { name: "Rebuild now" }).click();
  await expect(frame(page).notice("is whole again")).toBeVisible({ timeout: 60_000 });
  await expectNoDamage(notice);
  await expect(page.getByRole("main")).not.toContainText("is damaged");
  await photograph(session, "recovery-while-open-done");
});

/** What says that something is damaged goes by itself once all is well. */
async function expectNoDamage(notice: Locator): Promise<void> {
  await expect(notice.getByRole("button", { name: /^Rebuild/ })).toHaveCount(0);
  await expect(notice).not.toContainText(/(is|are) damaged/);
}

async function workspaceIn(dataFolder: string): Promise<string> {
  const root = join(dataFolder, "workspaces");
  const [name = ""] = (await readdir(root)).filter((each) => !each.startsWith("."));
  return join(root, name);
}
