import { createFormat } from "#core/format/format.ts";
import { addMonths } from "#core/time/period.ts";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, TODAY, type Session } from "./support/journey.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize, type Size } from "./support/window.ts";

const SIZES: readonly Size[] = [
  [1024, 700],
  [1280, 800],
];
const MONTH = addMonths(TODAY.slice(0, 7), -1);
const format = createFormat("en-US");
const TEXT = "Search moved to Graviton";

for (const theme of ["light", "dark"] as const)
  test(`a note on a day is written from a chart by the keyboard alone, seen on others, changed and undone in the ${theme} theme`, async ({
    start,
    withYear,
  }) => {
    test.setTimeout(180_000);
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await overview(page).waitForCosts();
    const chart = page.getByRole("figure").first();
    await chart.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByLabel("What happened")).toBeFocused();
    await page.keyboard.type(TEXT);
    const violations = [...(await inspect(session, `notes/${theme}-dialog`))];
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(flag(session, TEXT)).toBeVisible();
    violations.push(...(await inspect(session, `notes/${theme}-overview`)));

    await frame(page).goTo("Explorer");
    await expect(explorer(page).rows.first()).toBeVisible();
    await expect(flag(session, TEXT)).toBeVisible();
    violations.push(...(await inspect(session, `notes/${theme}-explorer`)));

    await flag(session, TEXT).press("Enter");
    await expect(dialog.getByLabel("What happened")).toHaveValue(TEXT);
    await dialog.getByLabel("What happened").fill("Search moved to Graviton 4");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(flag(session, "Search moved to Graviton 4")).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(flag(session, TEXT)).toBeVisible();

    await openPalette(session, "Notes on days");
    await expect(page.getByRole("heading", { level: 1, name: "Notes on days" })).toBeVisible();
    violations.push(...(await inspect(session, `notes/${theme}-list`)));
    await page.getByRole("button", { name: `Delete note ${TEXT}` }).click();
    await expect(page.getByText("No note yet")).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(page.getByRole("link", { name: /20\d\d/ }).first()).toBeVisible();
    await expect(page.getByRole("main")).toContainText(TEXT);
    expect(violations).toEqual([]);
  });

for (const theme of ["light", "dark"] as const)
  test(`the palette finds an account, a month, a budget, a screen and a view by the keyboard alone in the ${theme} theme`, async ({
    start,
    withYear,
  }) => {
    test.setTimeout(180_000);
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await overview(page).waitForCosts();
    const account = await page
      .getByRole("region", { name: "Accounts" })
      .locator("tbody tr")
      .first()
      .getByRole("button")
      .first()
      .innerText();

    await openPalette(session, "New budget");
    await page.getByRole("textbox", { name: "Name" }).fill("Winter campaign");
    await page.getByRole("textbox", { name: "Amount of a period" }).fill("900000");
    await page.getByRole("button", { name: "Save budget" }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Winter campaign" })).toBeVisible();

    await openPalette(session, account);
    await expect(explorer(page).rows.first()).toBeVisible();
    await expect(page.getByRole("main")).toContainText(account);
    await page.getByRole("button", { name: "Views" }).press("Enter");
    await page.getByRole("textbox", { name: "Name of this view" }).fill("Board, first account");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");

    await openPalette(session, "Budgets");
    await expect(page.getByRole("heading", { level: 1, name: "Budgets" })).toBeVisible();
    await openPalette(session, "winter camp");
    await expect(page.getByRole("heading", { level: 1, name: "Winter campaign" })).toBeVisible();
    await openPalette(session, "board first");
    await expect(page.getByRole("main")).toContainText(account);
    await openPalette(session, format.period(MONTH));
    await expect(page).toHaveURL(new RegExp(MONTH));

    await page.keyboard.press("Control+k");
    const found = page.getByRole("listbox", { name: "What was found" });
    await expect(found).toBeVisible();
    const violations = [...(await inspect(session, `palette/${theme}-offered`))];
    await page.keyboard.type("prod");
    await expect(found.getByRole("option").first()).toBeVisible();
    await page.waitForTimeout(500);
    violations.push(...(await inspect(session, `palette/${theme}-found`)));
    await page.keyboard.type("uction of nothing at all");
    await expect(page.getByText("Nothing is called that here.")).toBeVisible();
    violations.push(...(await inspect(session, `palette/${theme}-nothing`)));
    expect(violations).toEqual([]);
  });

/** Types into the palette and takes what it finds first. */
async function openPalette({ page }: Session, typed: string): Promise<void> {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await expect(palette).toBeVisible();
  await page.keyboard.type(typed);
  const first = palette.getByRole("option").first();
  const [word = typed] = typed.split(" ");
  await expect(first).toContainText(new RegExp(word.replaceAll(/[^\p{L}\p{N}]/gu, "."), "i"));
  await page.waitForTimeout(500);
  await page.keyboard.press("Enter");
  await expect(palette).toBeHidden();
}

function flag({ page }: Session, text: string) {
  return page.getByRole("button", { name: `Note: ${text}`, exact: true }).first();
}

async function inspect(session: Session, name: string): Promise<readonly string[]> {
  await frame(session.page).noticesGone();
  for (const size of SIZES) {
    await resize(session, size);
    await expectNoSidewaysScroll(session);
    await session.page.waitForTimeout(300);
    await photograph(session, `${name}-${size.join("x")}`);
  }
  return graveViolations(session.page, name);
}
