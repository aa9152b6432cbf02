import { expect, test } from "./support/journey.ts";
import { startPage } from "./support/pages/start-page.ts";
import { photograph, resize, type Size } from "./support/window.ts";

const SIZES: readonly Size[] = [
  [1280, 800],
  [1024, 700],
];

for (const theme of ["light", "dark"] as const)
  test(`licences of others and the crash log are read in the app, offline, from the menu (${theme})`, async ({
    start,
  }) => {
    const session = await start({ theme });
    const { app, page } = session;
    const photographBoth = async (name: string): Promise<void> => {
      for (const size of SIZES) {
        await resize(session, size);
        await photograph(session, `${theme}/${name}-${size[0]}`);
      }
    };
    await resize(session, [1280, 800]);
    await expect(startPage(page).heading).toBeVisible();
    const choose = (label: string): Promise<void> =>
      app.evaluate(({ Menu }, wanted) => {
        const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === "help");
        help?.submenu?.items.find((item) => item.label === wanted)?.click();
      }, label);

    await choose("Third-party licences");
    await expect(page.getByRole("heading", { level: 2, name: "Third-party licences" })).toBeVisible();
    const licences = page.getByRole("article").getByRole("group");
    await expect(licences.first()).toBeVisible();
    expect(await licences.count()).toBeGreaterThan(30);
    const vue = licences.filter({ hasText: "vue-router" });
    await vue.locator("summary").click();
    await expect(vue).toContainText("Permission is hereby granted");
    await photographBoth("licences");

    await choose("Show crash log");
    await expect(page.getByText("Nothing has failed so far.")).toBeVisible();
    await app.evaluate(() => {
      setTimeout(() => {
        throw new Error("planted, with password=hunter2");
      });
    });
    await page.getByRole("link", { name: "First steps" }).click();
    await choose("Show crash log");
    const entry = page.getByRole("article").getByRole("group").filter({ hasText: "main.uncaught" });
    await entry.locator("summary").click();
    await expect(entry.locator("pre")).toContainText("planted");
    await expect(entry.locator("pre")).not.toContainText("hunter2");
    await photographBoth("crash-log");
  });
