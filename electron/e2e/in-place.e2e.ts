import type { Page } from "@playwright/test";
import { graveViolations } from "./support/accessibility.ts";
import { test as cloudy, type Cloud } from "./support/cloud.ts";
import { expect, type Session } from "./support/journey.ts";
import { explanation } from "./support/pages/explanation.ts";
import { allocation } from "./support/pages/allocation.ts";
import { commitments } from "./support/pages/commitments.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { dollars } from "./support/dollars.ts";
import { startPage } from "./support/pages/start-page.ts";
import { tableInAws, type TableInAws } from "./support/table-in-aws.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

/** A table in AWS of this journey's own. */
const test = cloudy.extend<{ table: TableInAws }>({
  table: async ({ cloud }, use) => {
    const table = await tableInAws(cloud.aws, cloud.folder);
    await use(table);
    table.close();
  },
});

type Start = (options: {
  readonly env: Cloud["environment"];
  readonly theme?: "light" | "dark";
}) => Promise<Session>;

/** A workspace of which February is here, and December and January are in AWS. */
async function prepare(
  start: Start,
  { environment }: Cloud,
  table: TableInAws,
  dataFolder: string,
  limits: Parameters<TableInAws["connect"]>[1] = {},
): Promise<Session> {
  const first = await start({ env: environment });
  await startPage(first.page).create("Larkfield");
  await imports(first.page).dropAndImport(...table.newest);
  await first.app.close();
  await table.connect(dataFolder, limits);
  return start({ env: environment });
}

/** The three months in the Explorer. */
async function explore(page: Page): Promise<void> {
  await frame(page).goTo("Explorer");
  await page.getByRole("button", { name: /^Period: / }).click();
  await page.getByRole("button", { name: /^Last 3 months/ }).click();
}

/** The findings of a month that stays in AWS. */
async function lookThroughJanuary(page: Page): Promise<void> {
  await frame(page).goTo("Findings");
  await page.getByRole("combobox", { name: "Month" }).click();
  await page.getByRole("option", { name: /^Jan/ }).click();
  await expect(page.getByText("Looked through in AWS.")).toBeVisible({ timeout: 60_000 });
}

/** Queries that read the table; the checks of the account ask nothing of it. */
const paidBy = ({ athena }: TableInAws): readonly string[] =>
  athena.started.filter((text) => !/^(SHOW|SELECT 1$)/.test(text));
const strip = (page: Page) => page.getByRole("region", { name: "Read in AWS" });
const total = (page: Page) => explorer(page).table.getByRole("row", { name: /^Total/ });

test("months here and in AWS are one answer, whose cost is told, and kept", async ({
  start,
  cloud,
  table,
  dataFolder,
}) => {
  test.setTimeout(180_000);
  const session = await prepare(start, cloud, table, dataFolder);
  const { page } = session;
  await explore(page);
  await expect(strip(page)).toContainText(
    /AWS has read [\d.]+ MB, about \$0\.00\d+; [\d.]+ MB today of 1 TB/,
  );
  await expect(total(page)).toContainText(dollars(table.totals.overall.metrics["unblended"] ?? ""));
  await resize(session, [1280, 800]);
  await photograph(session, "in-place-explorer-1280");
  await resize(session, [1024, 700]);
  await photograph(session, "in-place-explorer-1024");
  await expectNoSidewaysScroll(session);

  // The same month both ways.
  await page.getByRole("button", { name: "Export" }).first().click();
  await page.getByRole("menuitem", { name: "Compare both ways…" }).click();
  const dialog = page.getByRole("dialog", { name: "Compare both ways" });
  await expect(dialog).toContainText("Equal to the last digit.");
  await photograph(session, "in-place-compare-1024");
  expect(await graveViolations(page, "compare both ways")).toEqual([]);
  await page.keyboard.press("Escape");

  await lookThroughJanuary(page);
  await expect(strip(page)).toContainText(/AWS has read/);
  await photograph(session, "in-place-findings-1024");
  await expectNoSidewaysScroll(session);
  expect(await graveViolations(page, "findings in place")).toEqual([]);
  await frame(page).goTo("Anomalies");
  await expect(page.getByText("This screen reads the months on this computer.")).toBeVisible();
  await expect(page.getByText(/of Larkfield payer stay in AWS/)).toBeVisible();
  await frame(page).goTo("Overview");
  await expect(strip(page)).toContainText(/AWS has read|Kept from/);
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await resize(session, [1280, 800]);
  await photograph(session, "in-place-overview-1280");
  expect(await graveViolations(page, "overview in place")).toEqual([]);
  await session.app.close();

  // The next start pays for nothing that was asked before.
  const dark = await start({ env: cloud.environment, theme: "dark" });
  await explore(dark.page);
  await expect(strip(dark.page)).toContainText(/Kept from .*: AWS has delivered nothing new/);
  await expect(total(dark.page)).toContainText(dollars(table.totals.overall.metrics["unblended"] ?? ""));
  await resize(dark, [1280, 800]);
  await photograph(dark, "in-place-explorer-dark-1280");
  const violations = [...(await graveViolations(dark.page, "explorer in place, dark"))];
  await lookThroughJanuary(dark.page);
  await expect(strip(dark.page)).toContainText(/Kept from/);
  await photograph(dark, "in-place-findings-dark-1280");
  violations.push(...(await graveViolations(dark.page, "findings in place, dark")));
  expect(violations).toEqual([]);
  // What was stopped when the app closed may be asked once more, and nothing else.
  const whole = [...table.athena.executions.values()]
    .filter(({ text, isStopped }) => !isStopped && !/^(SHOW|SELECT 1$)/.test(text))
    .map(({ text, parameters }) => JSON.stringify([text, parameters]));
  expect(whole.length).toBeGreaterThan(0);
  expect(new Set(whole).size).toBe(whole.length);
});

cloudy(
  "a year, its newest month here and eleven in AWS, is one answer",
  async ({ start, cloud, dataFolder }) => {
    cloudy.setTimeout(180_000);
    const table = await tableInAws(cloud.aws, cloud.folder, 12);
    const session = await prepare(start, cloud, table, dataFolder);
    const { page } = session;
    await frame(page).goTo("Explorer");
    await page.getByRole("button", { name: /^Period: / }).click();
    await page.getByRole("button", { name: /^Last 12 months/ }).click();
    await expect(strip(page)).toContainText(/AWS has read/);
    await expect(total(page)).toContainText(dollars(table.totals.overall.metrics["unblended"] ?? ""));
    expect(await graveViolations(page, "a year here and in AWS")).toEqual([]);
    await resize(session, [1280, 800]);
    await photograph(session, "in-place-year-1280");
    table.close();
  },
);

test("units and commitments are worked out over months here and in AWS", async ({
  start,
  cloud,
  table,
  dataFolder,
}) => {
  test.setTimeout(240_000);
  const session = await prepare(start, cloud, table, dataFolder);
  const { page } = session;
  const told = /AWS has read|Kept from/;
  await explore(page);
  await expect(strip(page)).toContainText(told);

  await frame(page).goTo("Commitments");
  const { figures, arns } = commitments(page);
  await expect(strip(page)).toContainText(told);
  await expect(figures).toContainText("Effective savings rate");
  await expect(arns.first()).toContainText("$");
  // January alone: what was read of it is kept.
  const before = paidBy(table).length;
  await page.getByRole("button", { name: /^Period: / }).click();
  await page.getByRole("button", { name: /^Last month/ }).click();
  await expect(figures).toContainText("Effective savings rate");
  expect(paidBy(table)).toHaveLength(before);
  await look(session, "commitments");

  await explore(page);
  await frame(page).goTo("Allocation");
  const screen = allocation(page);
  await screen.start();
  await screen.nameUnit("Compute");
  await screen.addRule("Service", ["Elastic Compute Cloud"]);
  await expect(strip(page)).toContainText(told);
  await expect(screen.row("The bill")).toContainText(
    dollars(table.totals.overall.metrics["unblended"] ?? ""),
  );
  await look(session, "allocation");
  await page.getByRole("button", { name: "Export" }).first().click();
  await expect(
    page.getByRole("menuitem", { name: "Chargeback needs all its months on this computer" }),
  ).toBeDisabled();
  await page.keyboard.press("Escape");

  await screen.tab("Showback").click();
  await expect(page.getByRole("table", { name: "Statement" })).toContainText("$");
  await look(session, "showback");
});

async function look(session: Session, name: string): Promise<void> {
  await expect(session.page.locator("[aria-busy=true]")).toHaveCount(0);
  expect(await graveViolations(session.page, `${name} in place`)).toEqual([]);
  await resize(session, [1280, 800]);
  await photograph(session, `in-place-${name}-1280`);
  await resize(session, [1024, 700]);
  await expectNoSidewaysScroll(session);
  await photograph(session, `in-place-${name}-1024`);
}

test("what costs much waits for the user's word, is stopped in AWS, and keeps the limits", async ({
  start,
  cloud,
  table,
  dataFolder,
}) => {
  test.setTimeout(180_000);
  const paid = () => paidBy(table).length;
  const limits = { askAboveBytes: 1, perDayBytes: 120_000_000 };
  const session = await prepare(start, cloud, table, dataFolder, limits);
  const { page } = session;
  await explore(page);
  await expect(strip(page)).toContainText(
    /AWS would read at most .* of 2 months, about \$0\.00\d+; 0 .* today of 120 MB/,
  );
  await expect(page.getByText("Not asked in AWS yet").first()).toBeVisible();
  expect(paid()).toBe(0);
  await resize(session, [1024, 700]);
  await photograph(session, "in-place-unasked-1024");
  expect(await graveViolations(page, "explorer, not asked yet")).toEqual([]);

  table.athena.looks = 1_000;
  await strip(page).getByRole("button", { name: "Ask AWS" }).click();
  await expect(strip(page)).toContainText(/AWS reads, 25 MB so far/);
  await photograph(session, "in-place-running-1024");
  await strip(page).getByRole("button", { name: "Stop" }).click();
  await expect.poll(() => table.athena.stopped.length).toBeGreaterThan(0);
  table.athena.looks = 2;
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(total(page)).toContainText(dollars(table.totals.overall.metrics["unblended"] ?? ""));

  // Another question passes the limit of the day.
  table.athena.scannedBytes = 100_000_000;
  await page.getByRole("group", { name: "Granularity" }).getByRole("button", { name: "Month" }).click();
  await strip(page).getByRole("button", { name: "Ask AWS" }).click();
  await expect(page.getByRole("alert").first()).toContainText(/is the limit per day/);
  await photograph(session, "in-place-day-limit-1024");
});

test("an amount that comes from AWS explains itself, down to its line items", async ({
  start,
  cloud,
  table,
  dataFolder,
}) => {
  test.setTimeout(180_000);
  const session = await prepare(start, cloud, table, dataFolder);
  const { page } = session;
  const { panel, number, numberIn, openLineItems } = explanation(page);
  const whole = dollars(table.totals.overall.metrics["unblended"] ?? "");
  await explore(page);
  await expect(total(page)).toContainText(whole);
  await numberIn(total(page)).first().click();
  await expect(panel.getByText(/^AWS has read/)).toBeVisible();
  await expect(number).toContainText(whole.slice(0, whole.indexOf(".")));
  const asked = panel.getByText(/^\s*Asked in Athena of/);
  await expect(asked).toContainText(/Dec 2025 – Jan 2026/);
  await asked.click();
  await expect(panel.locator("pre")).toContainText("GROUP BY");
  await resize(session, [1024, 700]);
  await photograph(session, "in-place-explained-1024");
  expect(await graveViolations(page, "number of AWS explained")).toEqual([]);

  await openLineItems.click();
  await expect(page.getByText(/Dec 2025 – Jan 2026 stay in AWS/)).toBeVisible();
  await page.getByRole("button", { name: "AWS", exact: true }).click();
  await expect(strip(page)).toContainText(/AWS has read/);
  const pages = page.getByRole("navigation", { name: "Pages of line items in AWS" });
  await expect(pages).toContainText(/Rows 1 – 200 of/);
  await pages.getByRole("button", { name: "Next" }).click();
  await expect(pages).toContainText(/Rows 201 – 400 of/);
  await expect(strip(page)).toContainText(/AWS has read/);
  await photograph(session, "in-place-line-items-1024");
  await expectNoSidewaysScroll(session);
  expect(await graveViolations(page, "line items of AWS")).toEqual([]);
});

test("without permission a question says which is missing", async ({ start, cloud, table, dataFolder }) => {
  test.setTimeout(120_000);
  const { page } = await prepare(start, cloud, table, dataFolder);
  await frame(page).goTo("Overview");
  await expect(strip(page)).toBeVisible();
  const [ana] = cloud.aws.world.principals;
  cloud.aws.world.principals = ana === undefined ? [] : [{ ...ana, deny: ["athena:StartQueryExecution"] }];
  await explore(page);
  await expect(page.getByRole("alert").first()).toContainText("athena:StartQueryExecution");
});
