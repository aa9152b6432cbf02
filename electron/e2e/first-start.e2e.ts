import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { startPage } from "./support/pages/start-page.ts";
import { welcome } from "./support/pages/welcome.ts";
import { expect, test } from "./support/journey.ts";

test("first start: introduction, start page, sample company, overview", async ({ start }) => {
  test.setTimeout(180_000);
  const { app, page } = await start({ firstTime: true });
  const introduction = welcome(page);
  await expect(introduction.slide(1)).toBeVisible();
  const first = await introduction.heading.innerText();
  await introduction.next();
  await expect(introduction.slide(2)).toBeVisible();
  expect(await introduction.heading.innerText()).not.toBe(first);
  await introduction.skip();

  await expect(startPage(page).heading).toBeVisible();
  await startPage(page).openSample();
  await overview(page).waitForCosts();
  await expect(overview(page).figures).toContainText(/Mar 1\s*–\s*18, 2026/);
  await app.close();

  const again = await start({ firstTime: true });
  await overview(again.page).waitForCosts();
  await expect(frame(again.page).rail).toContainText("Sample company");
});
