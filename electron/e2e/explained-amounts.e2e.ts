import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { AllocationModel } from "#core/allocation/model.ts";
import type { Budget } from "#core/budget/budget.ts";
import { starterDashboard, type DataPresent } from "#core/dashboard/starter-dashboards.ts";
import { restatedWorld } from "#core/sample/variants.ts";
import { defaultOptions } from "#core/sample/world.ts";
import type { BusinessMetric } from "#core/unit-economics/business-metric.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { EXEMPTIONS } from "./explained-amounts.exemptions.ts";
import { unexplainedAmounts, type Unexplained } from "./support/amounts.ts";
import { expect, test, TODAY, type Session } from "./support/journey.ts";
import { keep } from "./support/kept.ts";
import { commitments } from "./support/pages/commitments.ts";
import { findings } from "./support/pages/findings.ts";
import { imports } from "./support/pages/imports.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { overview } from "./support/pages/overview.ts";
import { resources } from "./support/pages/resources.ts";
import { SCREEN_PATHS, settled, visit } from "./support/screens.ts";
import { resize } from "./support/window.ts";

const WORLD = { ...defaultOptions(TODAY), rows: 20_000 };
const CLOSED = "2026-01";

const BUDGET: Budget = {
  id: "whole",
  name: "Whole company",
  scope: { kind: "all" },
  metric: "unblended",
  currency: null,
  rhythm: { kind: "monthly" },
  amount: { kind: "same", amount: "9000000.0" },
  thresholds: [{ on: "actual", percent: 80 }],
};

const MODEL: AllocationModel = {
  id: "model",
  name: "By product",
  units: [
    { id: "shop", name: "Shop", parentId: null, split: null },
    { id: "shared", name: "Shared", parentId: null, split: { kind: "even", to: null } },
  ],
  rules: [
    { id: "1", unitId: "shared", filters: [{ dimension: "lineItemType", mode: "include", values: ["Tax"] }] },
    { id: "2", unitId: "shop", filters: [{ dimension: "tag:env", mode: "include", values: ["prod"] }] },
  ],
};

const ORDERS: BusinessMetric = {
  id: "orders",
  name: "Orders",
  grain: "month",
  combine: "sum",
  per: 1,
  figures: ["2025-11", "2025-12", "2026-01", "2026-02"].flatMap((month, at) =>
    [null, "Shop"].map((unit) => ({ from: `${month}-01`, unit, value: `${41_000 + at * 500}.0` })),
  ),
};

const PRESENT: DataPresent = {
  metrics: ["netAmortized"],
  tagKeys: ["team"],
  hasCommitments: true,
  hasBudgets: true,
};

/** Tabs, panels and rows that a screen does not open by itself. */
const FURTHER: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "/charges/networkServices": stay,
  "/charges/marketplace": stay,
  "/charges/tax": stay,
  "/charges/credits": stay,
  "/charges/refunds": stay,
  "/containers/idle": stay,
  "/containers/bill": stay,
  "/unit-economics/orders/month/units": stay,
  "/compare/previous/here/days/volume": stay,
  "/budgets/whole": stay,
  "/resources?find=i-": stay,
  "/commitments": (page) => commitments(page).open(commitments(page).arns.first()),
  "/resources": async (page) => {
    await resources(page).rows.first().click();
    await expect(resources(page).panel).toBeVisible();
  },
  "/line-items": async (page) => {
    await lineItems(page).rows.first().click();
    await expect(lineItems(page).details).toBeVisible();
  },
};

async function stay(): Promise<void> {}

test("every amount of money explains itself, or is known not to and why", async ({
  start,
  withYear,
  dataFolder,
}) => {
  test.setTimeout(240_000);
  expect(SCREEN_PATHS.length).toBeGreaterThan(30);
  await withYear();
  let made = 0;
  const boards = (["finance", "engineering"] as const).map((starter) => ({
    ...starterDashboard(starter, PRESENT, () => `id-${(made += 1)}`),
    id: starter,
  }));
  await keep(dataFolder, {
    budgets: [BUDGET],
    allocationModels: [MODEL],
    businessMetrics: [ORDERS],
    dashboards: boards,
  });
  const session = await start();
  await resize(session, [1440, 900]);
  await overview(session.page).waitForCosts();

  const found: Unexplained[] = [];
  const look = async (screen: string): Promise<void> => {
    await settled(session.page);
    found.push(
      ...(await unexplainedAmounts(
        session.page,
        screen,
        EXEMPTIONS.map(({ within }) => within),
      )),
    );
  };
  for (const path of SCREEN_PATHS) {
    await visit(session.page, path);
    await look(path);
  }
  for (const board of boards) {
    await visit(session.page, `/dashboards/${board.id}`);
    await look(`/dashboards/${board.id}`);
  }
  for (const [path, open] of Object.entries(FURTHER)) {
    await visit(session.page, path);
    await open(session.page);
    await look(`${path}, opened`);
  }
  await visit(session.page, `/findings?month=${CLOSED}`);
  await findings(session.page).status("Accepted").click();
  await expect(findings(session.page).realised).toContainText("realised in");
  await look("/findings, accepted");
  await visit(session.page, "/invoices");
  await openInvoice(session.page);
  await look("/invoices, opened");
  await bringDeliveries(session, dataFolder);
  await visit(session.page, "/restatements");
  const differences = session.page.getByRole("table", { name: "Differences by Service" });
  await differences.locator("tbody").getByRole("button").first().click();
  await look("/restatements, opened");
  await session.page.getByRole("button", { name: "Line items", exact: true }).click();
  await look("/restatements, line items");
  await visit(session.page, "/parity");
  await session.page.getByRole("table", { name: "Formats by service" }).getByRole("button").first().click();
  await look("/parity, opened");

  const told = words(found.filter(({ screen, exempt }) => exemptionOf(screen, exempt) === undefined));
  expect(told).toEqual([]);
  const used = new Set(found.map(({ screen, exempt }) => exemptionOf(screen, exempt)));
  expect(EXEMPTIONS.filter((one) => !used.has(one))).toEqual([]);
});

function exemptionOf(screen: string, within: readonly string[]) {
  return EXEMPTIONS.find((one) => screen.startsWith(one.screen) && within.includes(one.within));
}

function words(found: readonly Unexplained[]): readonly string[] {
  return found.map(({ screen, label, text, count }) => `${screen}: ${label}: ${text} (${count})`);
}

/** The first invoice of a closed month, with a total that differs from the bill, taken apart. */
async function openInvoice(page: Page): Promise<void> {
  const month = page.locator("tbody").filter({ hasText: "January 2026" });
  const line = month.locator("tr[data-link]").first();
  await line.getByRole("button", { name: /^Enter the total/ }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Total" }).fill("1234.56");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Done" }).click();
  await line.getByRole("button").first().click();
}

/** A closed month a second time as AWS changed it, and as FOCUS. */
async function bringDeliveries({ page }: Session, dataFolder: string): Promise<void> {
  for (const [format, world] of [
    ["legacy", restatedWorld(WORLD, [CLOSED])],
    ["focus", WORLD],
  ] as const) {
    const directory = join(dataFolder, format);
    await writeSample({ directory, world, months: [CLOSED], format });
    await imports(page).dropAndImport(directory);
  }
}
