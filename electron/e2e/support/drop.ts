import type { Locator, Page } from "@playwright/test";

/** Drops files or folders on the middle of the window, as the system's file manager does: with their real paths. */
export function dropOnWindow(page: Page, paths: readonly string[]): Promise<void> {
  return dropAt(page, { x: 500, y: 400 }, paths);
}

/** Drops files on the middle of an element. */
export async function dropOn(page: Page, target: Locator, paths: readonly string[]): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error("there is nothing to drop on");
  await dropAt(page, { x: box.x + box.width / 2, y: box.y + box.height / 2 }, paths);
}

type Point = { readonly x: number; readonly y: number };

async function dropAt(page: Page, { x, y }: Point, paths: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await devtools.send("Input.dispatchDragEvent", { type, x, y, data });
  }
  await devtools.detach();
}
