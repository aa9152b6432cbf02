import { expect, test } from "./support/journey.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { overview } from "./support/pages/overview.ts";

test("from a service to its usage types, a resource and the line items that make the number", async ({
  start,
  withYear,
}) => {
  await withYear();
  const { page } = await start();
  await overview(page).waitForCosts();
  await frame(page).goTo("Explorer");
  const { row, nameOf, rows, head, path } = explorer(page);
  await nameOf(row("Amazon Elastic Compute Cloud")).click();
  await expect(head("Usage type")).toBeVisible();
  await nameOf(row("BoxUsage")).click();
  await expect(head("Resource")).toBeVisible();
  await expect(path).toContainText("BoxUsage");
  const resource = rows.first();
  const money = await resource.getByRole("cell").filter({ hasText: "$" }).first().innerText();
  await nameOf(resource).click();
  const { summary, rows: items } = lineItems(page);
  await expect(summary).toContainText(money);
  await expect(items.first()).toBeVisible();

  await page.goBack();
  await expect(head("Resource")).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(path).toBeHidden();
  await expect(row("Amazon Elastic Compute Cloud")).toBeVisible();
});
