import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, test } from "./support/journey.ts";
import { startPage } from "./support/pages/start-page.ts";
import { photograph, resize } from "./support/window.ts";

test("updates: off and silent, then asked for step by step, refused when tampered with, installed", async ({
  start,
  dataFolder,
}) => {
  const image = join(dataFolder, "cloudspend.AppImage");
  const started = join(dataFolder, "started");
  await writeFile(image, "#!/bin/sh\n", { mode: 0o755 });
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const artefact = Buffer.from(`#!/bin/sh\ntouch "${started}"\n`);
  const hash = createHash("sha512").update(artefact).digest("base64");
  const name = "cloudspend-desktop-9.0.0-linux-x86_64.AppImage";
  const list = `version: 9.0.0\nfiles:\n  - url: ${name}\n    sha512: ${hash}\n    size: ${artefact.length}\n`;
  const signature = sign(null, Buffer.from(list), privateKey).toString("base64");
  const requests: string[] = [];
  const served = { list: list.replace("9.0.0", "9.0.1") };
  const server = createServer(({ url = "" }, answer) => {
    requests.push(url);
    if (url.endsWith(".sig")) answer.end(signature);
    else answer.end(url.endsWith(".yml") ? served.list : artefact);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();

  const session = await start({
    env: {
      APPIMAGE: image,
      CLOUDSPEND_UPDATES: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
      CLOUDSPEND_UPDATES_KEY: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
    },
  });
  const { app, page } = session;
  await resize(session, [1280, 800]);
  await expect(startPage(page).heading).toBeVisible();
  await page.getByRole("link", { name: "Settings" }).click();
  const updates = page.getByRole("region", { name: "Updates" });
  await updates.scrollIntoViewIfNeeded();
  await expect(updates.getByRole("button", { name: "Look now" })).toBeDisabled();
  expect(await page.evaluate(() => document.querySelectorAll("[role=alert]").length)).toBe(0);
  expect(requests).toEqual([]);

  await updates.getByRole("combobox").click();
  await page.getByRole("option", { name: "Ask me once a week" }).click();
  await expect(updates).toContainText("nothing about you or your costs is sent");
  await expect(page.getByText("Look for a newer version?")).toHaveCount(0);
  expect(requests).toEqual([]);

  await updates.getByRole("button", { name: "Look now" }).click();
  await expect(updates.getByRole("alert")).toContainText("not signed by the makers of this app");
  await photograph(session, "updates-refused");

  served.list = list;
  await updates.getByRole("button", { name: "Look now" }).click();
  await expect(updates).toContainText("Version 9.0.0 is there");
  expect(requests.filter((url) => url.endsWith(".AppImage"))).toEqual([]);
  await updates.getByRole("button", { name: "Download" }).click();
  await expect(updates).toContainText("is downloaded and was checked");
  expect(existsSync(started)).toBe(false);
  await photograph(session, "updates-ready");
  const closed = app.waitForEvent("close");
  await updates.getByRole("button", { name: "Quit and install" }).click();
  await closed;
  expect(await readFile(image)).toEqual(artefact);
  await expect.poll(() => existsSync(started)).toBe(true);
  server.close();
});

test("once a week the user is asked whether to look, and nobody else is asked anything", async ({
  start,
  dataFolder,
}) => {
  const requests: string[] = [];
  const server = createServer(({ url = "" }, answer) => {
    requests.push(url);
    answer.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const { publicKey } = generateKeyPairSync("ed25519");
  const env = {
    APPIMAGE: join(dataFolder, "cloudspend.AppImage"),
    CLOUDSPEND_UPDATES: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    CLOUDSPEND_UPDATES_KEY: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
  };
  const preferences = join(dataFolder, "preferences.json");
  const kept = {
    theme: "light",
    onboardingDone: true,
    locale: "en-US",
    railCollapsed: false,
    updates: "ask",
  };
  await writeFile(preferences, JSON.stringify({ ...kept, updatesAskedOn: "2026-03-10" }));
  const { app, page } = await start({ env, firstTime: true });
  await expect(page.getByText("Look for a newer version?").first()).toBeVisible();
  await expect.poll(async () => readFile(preferences, "utf8")).toContain('"updatesAskedOn": "2026-03-19"');
  await app.close();
  const again = await start({ env, firstTime: true });
  await expect(startPage(again.page).heading).toBeVisible();
  await again.page.waitForTimeout(1_000);
  await expect(again.page.getByText("Look for a newer version?")).toHaveCount(0);
  expect(requests).toEqual([]);
  server.close();
});
