import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import type { Session } from "./journey.ts";

export type Size = readonly [width: number, height: number];

const SCREENSHOTS = fileURLToPath(new URL("../../../.artifacts/screenshots/", import.meta.url));

/** Gives the page this many pixels. */
export async function resize({ app, page }: Session, [width, height]: Size): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.isVisible())
        ?.setContentSize(size.width, size.height),
    { width, height },
  );
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
}

/** Keeps a picture of the window, to be looked at. */
export async function photograph({ page }: Session, name: string): Promise<void> {
  const path = `${SCREENSHOTS}${name}.png`;
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, animations: "disabled" });
}

/** Nothing but tables and lists may be wider than the window. */
export async function expectNoSidewaysScroll({ page }: Session): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess).toBeLessThanOrEqual(0);
}
