import { join } from "node:path";
import { defaultOptions } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, TODAY, type Session } from "./support/journey.ts";
import { budgets } from "./support/pages/budgets.ts";
import { frame, type Screen } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize, type Size } from "./support/window.ts";

const MONTHS = 5;
const SIZES: readonly Size[] = [
  [1024, 700],
  [1280, 800],
];

test("a budget at risk is made and told of, an anomaly is acknowledged", async ({ start }, info) => {
  test.setTimeout(240_000);
  const bills = info.outputPath("bills");
  await writeSample({
    directory: join(bills, "costs"),
    world: { ...defaultOptions(TODAY), months: MONTHS, hourlyMonths: 0 },
    format: "legacy",
  });
  const light = await start({ theme: "light" });
  await imports(light.page).dropAndImport(bills);
  await makeBudget(light);
  const violations = [...(await inspect(light, "light/budget"))];
  violations.push(...(await acknowledge(light)));
  await light.app.close();

  const dark = await start({ theme: "dark" });
  await overview(dark.page).waitForCosts();
  await expect(frame(dark.page).notice("Whole company is expected to pass 100%")).toBeVisible();
  await photograph(dark, "dark/overview-with-forecast");
  // While a notice is open its library puts guards around it that axe takes for a mistake of the page.
  await dark.page
    .getByRole("region", { name: /^Notifications/ })
    .getByRole("button", { name: "Close" })
    .click();
  await expect(frame(dark.page).notice("Whole company is expected to pass 100%")).toBeHidden();
  violations.push(...(await visitAll(dark)));
  expect(violations).toEqual([]);
});

/** Makes one that costs will pass: five per cent below what is expected. */
async function makeBudget(session: Session): Promise<void> {
  const { page } = session;
  await frame(page).goTo("Budgets");
  const form = budgets(page);
  await form.make();
  await form.name.fill("Whole company");
  await form.amount.fill("9,000,000");
  await expect(form.preview).toContainText("Within budget");
  const amount = Math.floor((await form.expected()) * 0.95);
  await form.amount.fill(String(amount));
  await expect(form.preview).toContainText("At risk");
  await inspect(session, "light/budget-form");
  await form.save();
  await expect(page.getByRole("heading", { level: 1, name: "Whole company" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Key figures" })).toContainText("At risk");
  await expect(page.getByRole("table", { name: "Drivers" })).toContainText("Service");
}

async function acknowledge(session: Session): Promise<readonly string[]> {
  const { page } = session;
  await frame(page).goTo("Anomalies");
  const spike = page.getByRole("option").filter({ hasText: "CloudWatch" }).first();
  await spike.click();
  await expect(page.getByRole("table", { name: "Drivers" })).toContainText("DataProcessing-Bytes");
  const violations = await inspect(session, "light/anomalies");
  const shown = page.getByRole("group", { name: "Anomalies shown" });
  await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await expect(shown.getByRole("button", { name: "Acknowledged 1" })).toBeVisible();
  await expect(spike).toBeHidden();
  return violations;
}

async function visitAll(session: Session): Promise<readonly string[]> {
  const { page } = session;
  const violations: string[] = [];
  const visit = async (screen: Screen): Promise<void> => {
    await frame(page).goTo(screen);
    await expect(page.getByRole("main")).toContainText(/\$|Nothing is open/);
  };
  await visit("Budgets");
  await expect(budgets(page).row("Whole company")).toContainText("At risk");
  violations.push(...(await inspect(session, "dark/budgets")));
  await budgets(page).row("Whole company").getByRole("link").click();
  await expect(page.getByRole("table", { name: "Past periods" })).toBeVisible();
  violations.push(...(await inspect(session, "dark/budget")));
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(budgets(page).preview).toContainText("At risk");
  violations.push(...(await inspect(session, "dark/budget-form")));
  await visit("Anomalies");
  violations.push(...(await inspect(session, "dark/anomalies")));
  return violations;
}

/** Keeps pictures in both sizes and returns what is grave about the screen. */
async function inspect(session: Session, name: string): Promise<readonly string[]> {
  for (const size of SIZES) {
    await resize(session, size);
    await expectNoSidewaysScroll(session);
    await session.page.waitForTimeout(400);
    await photograph(session, `${name}-${size.join("x")}`);
  }
  return graveViolations(session.page, name);
}
