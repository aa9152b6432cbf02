import { spawn } from "node:child_process";
import { once } from "node:events";
import { launchOptions } from "../../build/setup/electron.mjs";
import { expect, test } from "./support/journey.ts";
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
