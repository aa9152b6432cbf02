import { expect, test, type Session } from "./support/journey.ts";
import { overview } from "./support/pages/overview.ts";
import { startPage } from "./support/pages/start-page.ts";
import { resize } from "./support/window.ts";

test("the window comes back where and as large as it was", async ({ start }) => {
  const first = await start();
  await expect(startPage(first.page).heading).toBeVisible();
  await resize(first, [1200, 760]);
  const before = await boundsOf(first);
  await first.page.waitForTimeout(1_000);
  await first.app.close();
  expect(await boundsOf(await start())).toEqual(before);
});

test("it is never smaller than its screens can be", async ({ start }) => {
  const session = await start();
  await session.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(300, 200));
  const { width, height } = await boundsOf(session);
  expect([width, height]).toEqual([1024, 700]);
});

test("a page that is loaded again has its costs again", async ({ start, withYear }) => {
  await withYear();
  const { page } = await start();
  await overview(page).waitForCosts();
  await page.reload();
  await overview(page).waitForCosts();
});

function boundsOf({ app }: Session) {
  return app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return window?.getBounds() ?? { x: 0, y: 0, width: 0, height: 0 };
  });
}
