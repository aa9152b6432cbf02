import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { graveViolations } from "./support/accessibility.ts";
import { expect, type Session, test } from "./support/journey.ts";
import { startPage } from "./support/pages/start-page.ts";
import { serveRelease } from "./support/release-server.ts";
import { photograph, resize } from "./support/window.ts";

test("updates: off and silent, then asked for step by step, refused when tampered with, installed", async ({
  start,
  dataFolder,
}) => {
  const image = join(dataFolder, "cloudspend.AppImage");
  const started = join(dataFolder, "started");
  await writeFile(image, "#!/bin/sh\n", { mode: 0o755 });
  const artefact = Buffer.from(`#!/bin/sh\ntouch "${started}"\n`);
  const release = await serveRelease(artefact);
  release.isTampered = true;
  const session = await start({ env: { APPIMAGE: image, ...release.env } });
  const { app, page } = session;
  await resize(session, [1280, 800]);
  await expect(startPage(page).heading).toBeVisible();
  const updates = await openUpdates(session);
  await expect(updates.getByRole("button", { name: "Look now" })).toBeDisabled();
  expect(await page.evaluate(() => document.querySelectorAll("[role=alert]").length)).toBe(0);
  expect(release.asked).toEqual([]);

  await turnOn(session);
  await expect(updates).toContainText("nothing about you or your costs is sent");
  await expect(page.getByText("Look for a newer version?")).toHaveCount(0);
  expect(release.asked).toEqual([]);

  await updates.getByRole("button", { name: "Look now" }).click();
  await expect(updates.getByRole("alert")).toContainText("not signed by the makers of this app");
  await photograph(session, "updates-refused");

  release.isTampered = false;
  await updates.getByRole("button", { name: "Look now" }).click();
  await expect(updates).toContainText("Version 9.0.0 is there");
  expect(release.asked.filter(({ path }) => path.endsWith(".AppImage"))).toEqual([]);
  await updates.getByRole("button", { name: "Download" }).click();
  await expect(updates).toContainText("is downloaded and was checked");
  expect(existsSync(started)).toBe(false);
  await photograph(session, "updates-ready");
  const closed = app.waitForEvent("close");
  await updates.getByRole("button", { name: "Quit and install" }).click();
  await closed;
  expect(await readFile(image)).toEqual(artefact);
  await expect.poll(() => existsSync(started)).toBe(true);
  release.close();
});

test("a download tells how far it is, is cancelled, and goes on from there after the app was closed", async ({
  start,
  dataFolder,
}) => {
  const image = join(dataFolder, "cloudspend.AppImage");
  await writeFile(image, "#!/bin/sh\n", { mode: 0o755 });
  const release = await serveRelease(Buffer.alloc(8_000_000, "#"));
  release.holdAfter = 3_000_000;
  const env = { APPIMAGE: image, ...release.env };
  const first = await start({ env });
  await resize(first, [1024, 768]);
  const updates = await openUpdates(first);
  await turnOn(first);
  await updates.getByRole("button", { name: "Look now" }).click();
  await updates.getByRole("button", { name: "Download" }).click();
  await expect(updates).toContainText("3 MB of 8 MB");
  await expect(updates.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "37.5");
  await photograph(first, "updates-arriving");
  const violations = [...(await graveViolations(first.page, "updates arriving"))];
  await updates.getByRole("button", { name: "Cancel" }).click();
  await expect(updates).toContainText("3 MB of 8 MB have arrived already");
  await photograph(first, "updates-cancelled");
  await first.app.close();

  release.holdAfter = null;
  const second = await start({ env, theme: "dark" });
  const again = await openUpdates(second);
  await turnOn(second);
  await again.getByRole("button", { name: "Look now" }).click();
  await expect(again).toContainText("3 MB of 8 MB have arrived already");
  await photograph(second, "updates-kept-dark");
  violations.push(...(await graveViolations(second.page, "updates kept, dark")));
  expect(violations).toEqual([]);
  await again.getByRole("button", { name: "Resume" }).click();
  await expect(again).toContainText("is downloaded and was checked");
  const downloads = release.asked.filter(({ path }) => path.endsWith(".AppImage"));
  expect(downloads.map(({ range }) => range)).toEqual([null, "bytes=3000000-"]);
  release.close();
});

test("once a week the user is asked whether to look, and nobody else is asked anything", async ({
  start,
  dataFolder,
}) => {
  const release = await serveRelease(Buffer.from("new"));
  const env = { APPIMAGE: join(dataFolder, "cloudspend.AppImage"), ...release.env };
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
  expect(release.asked).toEqual([]);
  release.close();
});

async function openUpdates({ page }: Session): Promise<Locator> {
  await page.getByRole("link", { name: "Settings" }).click();
  const updates = page.getByRole("region", { name: "Updates" });
  await updates.scrollIntoViewIfNeeded();
  return updates;
}

async function turnOn({ page }: Session): Promise<void> {
  await page.getByRole("region", { name: "Updates" }).getByRole("combobox").click();
  await page.getByRole("option", { name: "Ask me once a week" }).click();
}
