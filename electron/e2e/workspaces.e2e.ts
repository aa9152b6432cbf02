import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { startPage } from "./support/pages/start-page.ts";
import { heldPeriods } from "./support/pages/quality.ts";

test("workspaces keep clients apart, and a deleted one is gone from the disk", async ({
  start,
  dataFolder,
  bills,
}) => {
  const { page } = await start();
  const { recent, create, act } = startPage(page);
  await create("Acme");
  await imports(page).dropAndImport(bills.small);
  expect(await heldPeriods(page)).toHaveLength(1);

  await frame(page).switchTo("All workspaces");
  await create("Müller & Söhne");
  await frame(page).goTo("Data quality");
  await expect(page.getByRole("heading", { name: "No billing period yet" })).toBeVisible();

  await frame(page).switchTo("All workspaces");
  await act("Müller & Söhne", "Rename…");
  await page.getByRole("textbox", { name: "Name" }).fill("acme");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText(/already/);
  await page.getByRole("textbox", { name: "Name" }).fill("Müller");
  await page.keyboard.press("Enter");
  await expect(recent).toContainText("Müller");
  await expect(recent).not.toContainText("Söhne");

  expect(await readdir(join(dataFolder, "workspaces"))).toHaveLength(2);
  await act("Acme", "Delete…");
  await expect(page.getByRole("dialog")).toContainText("This cannot be undone.");
  await page.getByRole("button", { name: "Delete workspace" }).click();
  await expect(recent).not.toContainText("Acme");
  expect(await readdir(join(dataFolder, "workspaces"))).toHaveLength(1);
});
