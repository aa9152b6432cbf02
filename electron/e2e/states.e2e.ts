import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { overview } from "./support/pages/overview.ts";
import { heldPeriods } from "./support/pages/quality.ts";
import { photograph, resize } from "./support/window.ts";

const SIZE = [1280, 800] as const;

for (const theme of ["light", "dark"] as const) {
  test(`what opens on the screens in the ${theme} theme is accessible`, async ({ start, withYear }) => {
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await resize(session, SIZE);
    await overview(page).waitForCosts();
    const look = lookAt(session, theme);

    await page.keyboard.press("?");
    await look("shortcuts", page.getByRole("dialog"));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await look("palette", page.getByRole("dialog"));
    await page.keyboard.press("Escape");

    await frame(page).goTo("Explorer");
    const { nameOf, row, rows } = explorer(page);
    await nameOf(row("Amazon Elastic Compute Cloud")).click();
    await expect(explorer(page).head("Usage type")).toBeVisible();
    await look("explorer-drilled", explorer(page).path);
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await look("explorer-filter", page.getByRole("dialog"));
    await page.keyboard.press("Escape");
    await row("BoxUsage").click({ button: "right" });
    await look("explorer-menu", page.getByRole("menu"));
    await page.keyboard.press("Escape");
    await nameOf(row("BoxUsage")).click();
    await expect(explorer(page).head("Resource")).toBeVisible();
    await nameOf(rows.first()).click();
    await lineItems(page).rows.first().click();
    await look("line-items-details", lineItems(page).details);
    expect(look.violations).toEqual([]);
  });

  test(`what an import shows in the ${theme} theme is accessible`, async ({ start, bills }) => {
    const session = await start({ theme });
    const { page } = session;
    const { drop, take, candidates, newest, progress, cancel, waitForEnd } = imports(page);
    await resize(session, SIZE);
    const look = lookAt(session, theme);
    await drop(bills.small);
    await look("import-proposal", candidates);
    await take();
    await waitForEnd();
    await look("import-done", newest);
    await drop(bills.damaged);
    await take();
    await expect(newest).toContainText("file.damaged");
    await look("import-damaged", newest);
    await drop(bills.large);
    await take();
    await look("import-running", progress);
    await cancel.click();
    await expect(newest).toContainText("Cancelled");
    await look("import-cancelled", newest);
    await heldPeriods(page);
    await page.getByRole("button", { name: "Remove…" }).click();
    await look("remove-period", page.getByRole("dialog"));
    await page.keyboard.press("Escape");
    expect(look.violations).toEqual([]);
  });
}

/** Waits until something is there, keeps a picture of the window and remembers what is grave about it. */
function lookAt(session: Session, theme: string) {
  const violations: string[] = [];
  const look = async (name: string, there: ReturnType<Session["page"]["locator"]>): Promise<void> => {
    await expect(there.first()).toBeVisible();
    await session.page.waitForTimeout(300);
    await photograph(session, `${theme}/${name}`);
    violations.push(...(await graveViolations(session.page, name)));
  };
  return Object.assign(look, { violations });
}
