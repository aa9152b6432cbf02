import { test } from "./support/cloud.ts";
import { expect } from "./support/journey.ts";
import { accounts } from "./support/pages/accounts.ts";
import { frame } from "./support/pages/frame.ts";
import { startPage } from "./support/pages/start-page.ts";

const SLOW = 15_000;
const isData = ({ key }: { readonly key: string }): boolean => key.endsWith(".csv.gz");

test("a network cut in mid-download is being offline, and the download goes on where it was", async ({
  start,
  cloud,
}) => {
  const { aws, deliver, environment, connectRole } = cloud;
  await deliver(1, { rows: 4_000 });
  const { page } = await start({ env: environment });
  await startPage(page).integrate();
  aws.slowDown(SLOW);
  await connectRole(page, { name: "Larkfield" });
  const card = accounts(page).card("Larkfield");
  await expect(card).toContainText("Downloading");
  await expect(card).toContainText(/\d+(\.\d+)? [kM]?B of \d/);
  aws.unplug(true);
  await expect(card).toContainText("Offline", { timeout: 60_000 });
  await expect(page.getByRole("link", { name: /Configuration Error/ })).not.toContainText("1");
  aws.unplug(false);
  aws.slowDown(null);
  await page.getByRole("button", { name: "Sync Larkfield now" }).click();
  await expect(card).toContainText("Up to date", { timeout: 60_000 });
  expect(aws.requests.some(({ range }) => /bytes=[1-9]/.test(range))).toBe(true);
});

test("a sync is paused, resumed, and goes on by itself after the app was quit in the midst of it", async ({
  start,
  cloud,
}) => {
  const { aws, deliver, environment, connectRole } = cloud;
  await deliver(1, { rows: 6_000 });
  const first = await start({ env: environment });
  await startPage(first.page).integrate();
  aws.slowDown(SLOW);
  await connectRole(first.page, { name: "Larkfield" });
  const before = accounts(first.page).card("Larkfield");
  await expect(before).toContainText("Downloading");
  await first.page.getByRole("button", { name: "Pause Larkfield" }).click();
  await expect(before).toContainText("Paused");
  await first.page.getByRole("button", { name: "Resume Larkfield" }).click();
  await expect(before).toContainText("Downloading");
  await expect.poll(() => aws.requests.some(({ range }) => /bytes=[1-9]/.test(range))).toBe(true);
  await first.app.close();

  aws.slowDown(null);
  aws.requests.length = 0;
  const { page } = await start({ env: environment });
  await frame(page).goTo("Accounts");
  await expect(accounts(page).card("Larkfield")).toContainText("Up to date", { timeout: 60_000 });
  expect(aws.requests.filter(isData).some(({ range }) => /bytes=[1-9]/.test(range))).toBe(true);
});

test("two accounts are synced at once", async ({ start, cloud }) => {
  const { aws, deliver, environment, connectRole } = cloud;
  await deliver(1, { format: "cur2", rows: 3_000, seed: "other" });
  await deliver(1, { rows: 3_000 });
  const { page } = await start({ env: environment });
  await startPage(page).integrate();
  aws.slowDown(SLOW);
  await connectRole(page, { name: "Larkfield" });
  const { card } = accounts(page);
  await expect(card("Larkfield")).toContainText("Downloading");
  await page.getByRole("link", { name: "Integrate AWS Account" }).click();
  await connectRole(page, { name: "Second client", report: "larkfield-cur2" });
  await expect(card("Second client")).toContainText("Downloading");
  await expect(card("Larkfield")).toContainText("Downloading");
  aws.slowDown(null);
  await expect(card("Larkfield")).toContainText("Up to date", { timeout: 60_000 });
  await expect(card("Second client")).toContainText("Up to date", { timeout: 60_000 });
});

test("a renamed report and a deleted role are found by a sync, told apart, and mended", async ({
  start,
  cloud,
}) => {
  const { aws, deliver, environment, connectRole } = cloud;
  await deliver(1);
  const { page } = await start({ env: environment });
  await startPage(page).integrate();
  await connectRole(page, { name: "Larkfield" });
  const { card, errors } = accounts(page);
  await expect(card("Larkfield")).toContainText("Up to date", { timeout: 60_000 });

  const { reports, roles } = aws.world;
  aws.world.reports = reports.map((report) => ({ ...report, ReportName: "costs-2026" }));
  await page.getByRole("button", { name: "Sync Larkfield now" }).click();
  await page.getByRole("link", { name: "See what is wrong" }).click();
  await expect(errors).toContainText("costs-2026");
  aws.world.roles = [];
  await page.getByRole("button", { name: "Check all again" }).click();
  await expect(errors).toContainText(/no longer lets/);
  await expect(errors).toContainText("AccessDenied");

  aws.world.reports = reports;
  aws.world.roles = roles;
  await page.getByRole("button", { name: "Check all again" }).click();
  await expect(page.getByText("No account has a configuration error")).toBeVisible();
});
