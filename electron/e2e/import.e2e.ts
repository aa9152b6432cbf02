import { expect, test } from "./support/journey.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { heldPeriods } from "./support/pages/quality.ts";

/** The app promises to stop within this time. */
const CANCEL_MS = 2_000;

test("files dropped on the window are offered, imported and shown", async ({ start, bills }) => {
  const { page } = await start();
  const { drop, candidates, take, newest, waitForEnd } = imports(page);
  await drop(bills.small);
  await expect(candidates).toContainText("February 2026");
  await expect(candidates).toContainText("New");
  await take();
  await waitForEnd();
  await expect(newest).toContainText("1 billing period");
  await expect(newest).toContainText(`${bills.smallRows.toLocaleString("en-US")} rows`);
  await newest.getByRole("link", { name: "Show the costs" }).click();
  await frame(page).goTo("Explorer");
  await expect(explorer(page).table).toContainText("Amazon Elastic Compute Cloud");
});

test("files named on the command line are offered", async ({ start, bills }) => {
  const { page } = await start({ paths: [bills.small] });
  await expect(imports(page).candidates).toContainText("February 2026");
});

test("the same bytes again change nothing", async ({ start, bills }) => {
  const { page } = await start();
  const { dropAndImport, drop, candidates, begin, take, newest, waitForEnd } = imports(page);
  await dropAndImport(bills.small);
  const before = await heldPeriods(page);
  await drop(bills.small);
  await expect(candidates).toContainText("Already here");
  await expect(begin).toBeDisabled();
  await candidates.getByRole("checkbox", { name: /^Include/ }).check();
  await take();
  await waitForEnd();
  await expect(newest).toContainText("1 unchanged");
  expect(await heldPeriods(page)).toEqual(before);
});

test("a later delivery takes the place of the former one", async ({ start, bills }) => {
  const { page } = await start();
  const { dropAndImport, drop, candidates, take, waitForEnd } = imports(page);
  await dropAndImport(bills.small);
  const [before] = await heldPeriods(page);
  await drop(bills.large);
  await expect(candidates).toContainText("Replaces");
  await take();
  await waitForEnd();
  await expect.poll(() => heldPeriods(page)).not.toEqual([before]);
  expect(await heldPeriods(page)).toHaveLength(1);
});

test("a cancelled import leaves the workspace as it was", async ({ start, bills }) => {
  const { page } = await start();
  const { dropAndImport, drop, take, cancel, newest, progress } = imports(page);
  await dropAndImport(bills.small);
  const before = await heldPeriods(page);
  await drop(bills.large);
  await take();
  await expect(progress).toBeVisible();
  await cancel.click();
  await expect(newest).toContainText("Cancelled. The workspace is as it was before.", { timeout: CANCEL_MS });
  expect(await heldPeriods(page)).toEqual(before);
});

test("a damaged file is named, with what to do, and keeps out of the numbers", async ({ start, bills }) => {
  const { page } = await start();
  const { dropAndImport, drop, begin, take, skipped, newest } = imports(page);
  await dropAndImport(bills.small);
  const before = await heldPeriods(page);
  await drop(bills.damaged);
  await expect(begin.or(skipped)).toBeVisible();
  if (await begin.isVisible()) await take();
  const file = bills.damaged.split("/").at(-1) ?? "";
  await expect(skipped.or(newest).first()).toContainText(file);
  await expect(page.getByText(/again/).first()).toBeVisible();
  await expect(page.getByText("file.damaged")).toBeVisible();
  expect(await heldPeriods(page)).toEqual(before);
});

test("a billing period is removed for good after a warning", async ({ start, bills }) => {
  const { page } = await start();
  await imports(page).dropAndImport(bills.small);
  await expect.poll(() => heldPeriods(page)).toHaveLength(1);
  await page.getByRole("button", { name: "Remove…" }).click();
  const warning = page.getByRole("dialog", { name: /^Remove February 2026/ });
  await expect(warning).toContainText(`${bills.smallRows.toLocaleString("en-US")} line items`);
  await warning.getByRole("button", { name: "Remove billing period" }).click();
  await expect(warning).toBeHidden();
  await expect(page.getByRole("listbox", { name: "Billing periods" })).toBeHidden();
  await frame(page).goTo("Overview");
  await expect(page.getByRole("main")).not.toContainText("$");
});
