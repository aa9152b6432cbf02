import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/journey.ts";
import { PAYLOADS, writeHostileBill } from "./support/hostile-bill.ts";
import { explorer } from "./support/pages/explorer.ts";
import { imports } from "./support/pages/imports.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { SCREEN_PATHS, visit } from "./support/screens.ts";
import { photograph } from "./support/window.ts";

test("markup in every text column and in column names stays text on every screen", async ({
  start,
  bills,
  dataFolder,
}) => {
  test.setTimeout(240_000);
  expect(SCREEN_PATHS.length).toBeGreaterThan(30);
  const bill = await writeHostileBill(bills.small, join(dataFolder, "bills"));
  const session = await start();
  const { page } = session;
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await watch(page);
  await imports(page).dropAndImport(bill);

  const shown = new Set<string>();
  for (const path of SCREEN_PATHS) {
    await visit(page, path);
    const { text, made } = await lookAt(page);
    expect([path, made]).toEqual([path, []]);
    for (const payload of PAYLOADS) if (text.includes(payload)) shown.add(payload);
  }

  await page.evaluate(() => (location.hash = "#/explorer"));
  await expect(explorer(page).rows.first()).toContainText("$");
  await explorer(page).rows.first().hover();
  await page.locator("canvas").first().hover();
  expect((await lookAt(page)).made).toEqual([]);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("<img");
  await page.waitForTimeout(500);
  expect((await lookAt(page)).made).toEqual([]);
  await photograph(session, "light/hostile-text-palette");
  await page.keyboard.press("Escape");
  await page.evaluate(() => (location.hash = "#/line-items"));
  await lineItems(page).rows.first().click();
  await expect(lineItems(page).details).toBeVisible();
  const details = await lookAt(page);
  expect(details.made).toEqual([]);
  for (const payload of PAYLOADS) if (details.text.includes(payload)) shown.add(payload);
  await photograph(session, "light/hostile-text-line-item");

  // The payloads were there to be seen, and were seen as text.
  expect([...shown].toSorted()).toEqual([...PAYLOADS].toSorted());
  expect(dialogs).toEqual([]);
  expect(await page.evaluate(() => Reflect.get(window, "violations"))).toEqual([]);
  const log = await readFile(join(dataFolder, "logs", "main.log"), "utf8");
  expect(log).not.toMatch(
    /request\.denied|navigation\.denied|window\.denied|download\.denied|engine\.failed/,
  );
});

/** Keeps every violation of the content security policy from now on. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const violations: string[] = [];
    Reflect.set(window, "violations", violations);
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      violations.push(`${effectiveDirective} ${blockedURI}`),
    );
  });
}

/** What can be read, and what has become of payloads that were taken for markup. */
function lookAt(page: Page): Promise<{ readonly text: string; readonly made: readonly string[] }> {
  return page.evaluate(() => {
    const spoilt =
      "[onerror], [onload], img[src='x'], iframe, link[href*='example'], a[href^='javascript' i], math";
    const found = [...document.querySelectorAll(`body :is(${spoilt})`)].map(({ outerHTML }) =>
      outerHTML.slice(0, 200),
    );
    const injected = "injected" in window ? ["window.injected"] : [];
    return { text: document.body.innerText, made: [...found, ...injected] };
  });
}
