import { graveViolations } from "./support/accessibility.ts";
import { expect, test } from "./support/journey.ts";
import { explanation } from "./support/pages/explanation.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

const SMALL = [1024, 700] as const;
const USUAL = [1280, 800] as const;

for (const theme of ["light", "dark"] as const)
  test(`a figure, a bar, a cell and a total explain themselves in the ${theme} theme`, async ({
    start,
    withYear,
  }) => {
    test.setTimeout(120_000);
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await resize(session, USUAL);
    await overview(page).waitForCosts();
    const { panel, number, sum, files, proof, recompute, numberIn } = explanation(page);

    await numberIn(overview(page).figures).first().click();
    await expect(panel).toContainText("Unblended cost,");
    await expect(proof).toContainText("Equal to the last digit");
    await expect(files.first()).toBeVisible();
    await photograph(session, `${theme}/explain-figure-1280x800`);
    expect(await graveViolations(page, "Overview explained")).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();

    await frame(page).goTo("Explorer");
    const { row } = explorer(page);
    await expect(row("Amazon Elastic Compute Cloud")).toBeVisible();
    const chart = page.getByRole("figure");
    const box = await chart.boundingBox();
    if (box === null) throw new Error("the chart has no place");
    await page.mouse.click(box.x + box.width * 0.4, box.y + box.height - 50);
    await expect(panel).toContainText("Service is");
    const narrowed = await chart.boundingBox();
    expect(narrowed?.width ?? 0).toBeLessThan(box.width);
    await photograph(session, `${theme}/explain-bar-1280x800`);

    const cell = numberIn(row("Amazon Elastic Compute Cloud")).first();
    const shown = await cell.innerText();
    await cell.click();
    await expect(panel).toContainText("Service is Amazon Elastic Compute Cloud");
    await expect(number).toContainText(shown.slice(0, -1));
    await recompute.click();
    await expect(proof).toContainText("Equal to the last digit");
    await photograph(session, `${theme}/explain-cell-1280x800`);

    await numberIn(page.locator("tr.sum")).first().click();
    await expect(sum).toBeVisible();
    await resize(session, SMALL);
    await expectNoSidewaysScroll(session);
    await photograph(session, `${theme}/explain-total-1024x700`);
    expect(await graveViolations(page, "Explorer explained")).toEqual([]);
  });

test("back closes the explanation, x opens it from the keyboard, and its line items add up to it", async ({
  start,
  withYear,
}) => {
  await withYear();
  const { page } = await start();
  await overview(page).waitForCosts();
  await frame(page).goTo("Explorer");
  const { row, rows } = explorer(page);
  const { panel, number, openLineItems, numberIn } = explanation(page);
  await numberIn(row("Amazon Simple Storage Service")).first().click();
  await expect(panel).toBeVisible();
  await page.goBack();
  await expect(panel).toBeHidden();

  await rows.first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("x");
  await expect(panel).toContainText("Service is");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await page.keyboard.press("x");
  const exact = await number.innerText();
  await openLineItems.click();
  const { summary } = lineItems(page);
  await expect(summary).toContainText("$");
  await numberIn(summary).first().click();
  await expect(number).toContainText(exact.trim());
});

for (const theme of ["light", "dark"] as const)
  test(`the identities of every payer and month are on the Data quality screen, ${theme}`, async ({
    start,
    withYear,
  }) => {
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await overview(page).waitForCosts();
    await frame(page).goTo("Data quality");
    await page.getByRole("link", { name: "Checks by payer and month" }).click();
    await page
      .getByRole("button", { name: /^I1 .*Holds/ })
      .first()
      .click();
    await expect(page.getByRole("complementary", { name: "Sides of the equation" })).toContainText(
      "Difference",
    );
    await resize(session, USUAL);
    await photograph(session, `${theme}/identities-1280x800`);
    expect(await graveViolations(page, "Identities")).toEqual([]);
    await resize(session, SMALL);
    await expectNoSidewaysScroll(session);
    await photograph(session, `${theme}/identities-1024x700`);
  });
