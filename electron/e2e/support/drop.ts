import type { Page } from "@playwright/test";

/** Drops files or folders on the middle of the window, as the system's file manager does: with their real paths. */
export async function dropOnWindow(page: Page, paths: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await devtools.send("Input.dispatchDragEvent", { type, x: 500, y: 400, data });
  }
  await devtools.detach();
}
