import { join } from "node:path";
import { splitLedger } from "#core/sample/split-ledger.ts";
import { closedOptions, createWorld } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { explanation } from "./support/pages/explanation.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

const WORLD = { ...closedOptions("2026-02", 2), rows: 24_000, splitCosts: true };
const VIEWS = ["Clusters", "Idle ranking", "Against the bill"] as const;

test("from clusters to a workload, its rows and its instance; the parts are the bill", async ({
  start,
  dataFolder,
}) => {
  test.setTimeout(120_000);
  const session = await start();
  const { page } = session;
  const rows = await openContainers(session, dataFolder);
  const { workloads } = splitLedger(createWorld(WORLD));
  const clusters = new Set(workloads.map(({ cluster }) => cluster));
  for (const cluster of clusters) await expect(rows.filter({ hasText: cluster }).first()).toBeVisible();

  const workload = rows.filter({ hasText: "robot-tracker" });
  await workload.focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "What it is made of" });
  await expect(panel).toContainText("dispatch-prod / tracking / robot-tracker");
  await expect(panel.getByRole("region", { name: "Instances" })).toContainText("pods");
  const expected = workloads
    .filter(({ workload: name }) => name === "robot-tracker")
    .reduce((count, { byPeriod }) => count + (byPeriod["2026-02"]?.rows ?? 0), 0);
  await panel.getByRole("button", { name: "Line items" }).click();
  await expect(lineItems(page).summary).toContainText(`${expected.toLocaleString("en-US")} line items`);
  await page.goBack();

  await rows.filter({ hasText: "robot-tracker" }).click();
  await panel.getByRole("button", { name: /^i-/ }).first().click();
  await expect(lineItems(page).summary).toContainText("$");
  await page.goBack();

  await page.getByRole("button", { name: "Against the bill" }).click();
  await expect(page.getByRole("main").getByText("Equal", { exact: true })).toHaveCount(1);
});

for (const theme of ["light", "dark"] as const)
  test(`every number of containers explains itself in the ${theme} theme`, async ({ start, dataFolder }) => {
    test.setTimeout(150_000);
    const session = await start({ theme });
    const { page } = session;
    await resize(session, [1280, 800]);
    const rows = await openContainers(session, dataFolder);
    const { figure, panel, number, numberIn } = explanation(page);
    const violations: string[] = [];
    const look = async (name: string): Promise<void> => {
      violations.push(...(await graveViolations(page, name)));
      for (const size of [[1024, 700] as const, [1280, 800] as const]) {
        await resize(session, size);
        await expectNoSidewaysScroll(session);
        await photograph(session, `containers/${theme}-explain-${name}-${size[0]}`);
      }
    };

    const workload = rows.filter({ hasText: "robot-tracker" });
    const cost = await numberIn(workload).nth(-2).innerText();
    await numberIn(workload).nth(-2).click();
    await expect(figure.locator(".total")).toHaveText(cost);
    await expect(figure.locator(".put-in")).toContainText(`= ${cost}`);
    await expect(figure).toContainText("For comparison: the instances they ran on");
    await expect(figure).toContainText("split cost rows");
    await expect(figure.locator(".file").first()).toBeVisible();
    await look("workload");

    const part = figure.locator(".terms tr", { hasText: "Their parts of what nobody" });
    const unused = await numberIn(part).innerText();
    await numberIn(part).click();
    await expect(number).toContainText(unused.slice(0, -1));
    await expect(panel).toContainText("splitLineItem/UnusedCost");
    await look("unused");
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();

    const figures = page.getByRole("main").locator("dl.key-figures");
    await numberIn(figures).first().click();
    await expect(figure).toContainText("S + U is I to the last digit");
    await look("all");
    await numberIn(figures).nth(-2).click();
    await expect(figure).toContainText("(S − W) ÷ (S + U)");
    await look("efficiency");
    await page.keyboard.press("Escape");

    const chart = page.getByRole("main").getByRole("figure");
    const box = await chart.boundingBox();
    if (box === null) throw new Error("the chart has no place");
    await page.mouse.click(box.x + box.width * 0.4, box.y + box.height - 45);
    await expect(figure).toContainText("Cost of containers");
    await page.keyboard.press("Escape");

    await workload.locator("td").first().click();
    const made = page.getByRole("complementary", { name: "What it is made of" });
    await numberIn(made.getByRole("region", { name: "Instances" }))
      .first()
      .click();
    await expect(panel).toContainText("instances in the hours in which containers shared them");
    await look("instance");
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Against the bill" }).click();
    await numberIn(page.getByRole("row", { name: /given to nobody/ }))
      .first()
      .click();
    await expect(figure).toContainText("I − S − U");
    await look("difference");
    expect(violations).toEqual([]);
  });

for (const theme of ["light", "dark"] as const)
  test(`containers in the ${theme} theme are accessible and fit`, async ({ start, dataFolder }) => {
    test.setTimeout(150_000);
    const session = await start({ theme });
    const { page } = session;
    const rows = await openContainers(session, dataFolder);
    const violations: string[] = [];
    for (const view of VIEWS) {
      await page.getByRole("button", { name: view }).click();
      await page.waitForTimeout(500);
      if (view === "Clusters") {
        await expectNoSidewaysScroll(session);
        await photograph(session, `containers/${theme}-tree`);
        await rows.filter({ hasText: "robot-tracker" }).click();
        await expect(page.getByRole("region", { name: "Instances" })).toContainText("pods");
      }
      violations.push(...(await graveViolations(page, view)));
      for (const size of [
        [1280, 800],
        [1024, 700],
      ] as const) {
        await resize(session, size);
        await expectNoSidewaysScroll(session);
        await photograph(
          session,
          `containers/${theme}-${view.toLowerCase().replaceAll(" ", "-")}-${size[0]}`,
        );
      }
      await resize(session, [1280, 800]);
    }
    expect(violations).toEqual([]);
  });

test("without split rows the screen says how to get them", async ({ start, dataFolder }) => {
  const session = await start();
  const { page } = session;
  const directory = join(dataFolder, "bills");
  await writeSample({ directory, world: { ...WORLD, splitCosts: false }, format: "legacy" });
  await imports(page).dropAndImport(directory);
  await frame(page).rail.getByRole("link", { name: "Containers" }).click();
  await expect(page.getByRole("main")).toContainText(
    /Only containers on Fargate|No containers in these reports/,
  );
  await photograph(session, "containers/light-none");
});

async function openContainers(session: Session, folder: string) {
  const { page } = session;
  const directory = join(folder, "bills");
  await writeSample({ directory, world: WORLD, format: "legacy" });
  await imports(page).dropAndImport(directory);
  await frame(page).rail.getByRole("link", { name: "Containers" }).click();
  const rows = page.getByRole("main").locator("tbody tr[aria-level]");
  await expect(rows.first()).toContainText("$");
  return rows;
}
