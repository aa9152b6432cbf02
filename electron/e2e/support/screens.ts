import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page } from "@playwright/test";

const FEATURES = fileURLToPath(new URL("../../../renderer/features", import.meta.url));

/** The address of every screen that needs nothing in it, as the features declare them. */
export const SCREEN_PATHS: readonly string[] = readdirSync(FEATURES, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith("screens.ts"))
  .flatMap((name) => declared(join(FEATURES, name)))
  .map((path) => path.replaceAll(/\/:\w+\?/g, ""))
  .filter((path) => !path.includes(":"));

function declared(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/path: "(\/[^"]*)"/g)].map(([, path]) => path ?? "");
}

/** Goes to the address of a screen and waits until nothing on it is asked for any more. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => (location.hash = `#${to}`), path);
  await expect(page.getByRole("main")).toBeVisible();
  await settled(page);
}

export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("progressbar").or(page.locator("[aria-busy=true]"))).toHaveCount(0);
  await page.waitForTimeout(250);
}
