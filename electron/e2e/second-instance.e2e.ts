import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchOptions } from "../../build/setup/electron.mjs";
import { expect, test } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { startPage } from "./support/pages/start-page.ts";

test("a second start hands its files to the first and ends", async ({ start, dataFolder, bills }) => {
  const { app, page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const { executablePath, args } = launchOptions([bills.small]);
  const second = spawn(executablePath, args, {
    env: { ...process.env, CLOUDSPEND_DATA: dataFolder },
    stdio: "ignore",
  });
  const [code] = await once(second, "exit");
  expect(code).toBe(0);
  await expect(imports(page).candidates).toContainText("February 2026");
  expect(app.windows()).toHaveLength(1);
});

test("a workspace file is opened from the system: at the first start and while the app runs", async ({
  start,
  dataFolder,
}) => {
  const [first, later] = ["first.cloudspend", "later.cloudspend"].map((name) => join(dataFolder, name));
  for (const path of [first, later]) await writeFile(path ?? "", "no archive");
  const { page } = await start({ paths: [first ?? ""] });
  const dialog = page.getByRole("dialog", { name: "Import workspace" });
  await expect(dialog).toContainText("first.cloudspend is not a CloudSpend workspace file.");
  const { executablePath, args } = launchOptions([later ?? ""]);
  const second = spawn(executablePath, args, {
    env: { ...process.env, CLOUDSPEND_DATA: dataFolder },
    stdio: "ignore",
  });
  expect(await once(second, "exit")).toEqual([0, null]);
  await expect(dialog).toContainText("later.cloudspend is not a CloudSpend workspace file.");
});

test("the menu offers the workspaces that were open last", async ({ start }) => {
  const { app, page } = await start();
  await startPage(page).create("North & South");
  await frame(page).switchTo("All workspaces");
  await startPage(page).create("Other");
  const recent = () =>
    app.evaluate(({ Menu }) => {
      const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === "&File");
      const list = file?.submenu?.items.find(({ label }) => label === "Open recent workspace");
      return list?.submenu?.items.map(({ label }) => label) ?? [];
    });
  await expect.poll(recent).toEqual(["Other", "North && South"]);
  await app.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === "&File");
    const list = file?.submenu?.items.find(({ label }) => label === "Open recent workspace");
    list?.submenu?.items[1]?.click();
  });
  await expect(page.getByRole("button", { name: "Workspace: North & South. Switch" })).toBeVisible();
});
