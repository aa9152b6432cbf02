import { graveViolations } from "./support/accessibility.ts";
import { expect, test } from "./support/journey.ts";
import { allocation } from "./support/pages/allocation.ts";
import { budgets } from "./support/pages/budgets.ts";
import { commitments } from "./support/pages/commitments.ts";
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

for (const theme of ["light", "dark"] as const)
  test(`figures that are worked out say from what in the ${theme} theme`, async ({ start, withYear }) => {
    test.setTimeout(240_000);
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    const { figure, numberIn } = explanation(page);
    const violations: string[] = [];
    const look = async (name: string): Promise<void> => {
      await expect(figure.locator(".put-in")).toBeVisible();
      await expect(figure.getByRole("heading", { name: "Where it comes from" })).toBeVisible();
      violations.push(...(await graveViolations(page, name)));
      for (const size of [SMALL, USUAL]) {
        await resize(session, size);
        await expectNoSidewaysScroll(session);
        await photograph(session, `${theme}/${name}-${size.join("x")}`);
      }
    };
    await overview(page).waitForCosts();
    await resize(session, USUAL);
    await expect(overview(page).figures).toContainText("(80%)");
    await numberIn(overview(page).figures).nth(1).click();
    await expect(figure).toContainText("Forecast to month end");
    await look("explain-forecast");

    await frame(page).goTo("Budgets");
    const form = budgets(page);
    await form.make();
    await form.name.fill("Whole company");
    await form.amount.fill("9,000,000");
    await expect(form.preview).toContainText("Within budget");
    await form.save();
    const keyFigures = page.getByRole("region", { name: "Key figures" });
    await expect(keyFigures).toContainText("Within budget");
    await numberIn(keyFigures).nth(2).click();
    await expect(figure).toContainText("Usage still to come");
    await look("explain-expected");
    await numberIn(keyFigures).last().click();
    await expect(figure).toContainText("Left of the budget");
    await expect(figure.locator(".put-in")).toContainText("$9,000,000.00 −");
    await page.keyboard.press("Escape");
    await expect(figure).toBeHidden();

    await frame(page).goTo("Commitments");
    const { figures, arns } = commitments(page);
    await expect(arns.first()).toContainText("$");
    await numberIn(figures).filter({ hasText: "%" }).first().click();
    await expect(figure.locator(".put-in")).toContainText("÷");
    await look("explain-rate");
    await numberIn(arns.first()).last().click();
    await expect(figure).toContainText("Net savings");
    await look("explain-net-savings");
    await page.keyboard.press("Escape");
    await expect(figure).toBeHidden();

    await frame(page).goTo("Allocation");
    const units = allocation(page);
    await units.start();
    await units.nameUnit("Shared services");
    await units.share();
    await units.addRule("Charge type", ["Tax", "Fee"]);
    await units.addUnit();
    await units.nameUnit("Production");
    await units.addRule("Tag: env", ["prod"]);
    await expect(units.coverage).toContainText(/Allocated [1-9][\d.]*% of the money/);
    await numberIn(units.row("Production")).nth(2).click();
    await expect(figure).toContainText("Cost after shared costs are split");
    await look("explain-unit");
    await page.keyboard.press("Escape");
    await numberIn(units.coverage).filter({ hasText: "%" }).click();
    await expect(figure).toContainText("Allocated share of the money");
    await look("explain-coverage");
    expect(violations).toEqual([]);
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
