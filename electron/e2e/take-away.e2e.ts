import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { read } from "@e965/xlsx";
import { convert } from "#core/currency/convert.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { graveViolations } from "./support/accessibility.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

test("the Explorer's table leaves as a workbook and through the clipboard, its chart as SVG and PNG", async ({
  start,
  withYear,
  dataFolder,
}) => {
  await withYear();
  const session = await start();
  const { app, page } = session;
  await openExplorer(session);
  const { rows, table } = explorer(page);
  const shown = await rows.count();
  const total = (await table.locator("tr.sum").getByRole("cell").first().getAttribute("title")) ?? "";

  const workbook = join(dataFolder, "costs.xlsx");
  await choosePlace(app, workbook);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "Excel workbook…" }).click();
  await expect(frame(page).notice("The file is written")).toBeVisible();
  const book = read(await readFile(workbook), { cellNF: true });
  expect(book.SheetNames.slice(0, 2)).toEqual(["About", "Costs"]);
  const sheet = book.Sheets["Costs"];
  const last = Number(/\d+$/.exec(sheet?.["!ref"] ?? "")?.[0]);
  expect(last).toBeGreaterThanOrEqual(shown + 2);
  const totalAt = Object.keys(sheet ?? {}).find((place) => sheet?.[place]?.v === "Total (USD)") ?? "";
  const cell = sheet?.[totalAt.replace(/\d+/, String(last))];
  expect(cell).toMatchObject({ t: "n", z: "#,##0.00" });
  expect(cell?.v).toBeCloseTo(Number(total.replaceAll(/[$,]/g, "")), 8);

  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "Copy as table" }).click();
  await expect(frame(page).notice("Copied the table")).toBeVisible();
  const copied = await app.evaluate(async ({ clipboard }) => clipboard.readText());
  expect(copied.split("\n").at(-1)).toContain(total.replaceAll(/[$,]/g, ""));

  await page.getByRole("figure").hover();
  for (const kind of ["SVG", "PNG"]) {
    const path = join(dataFolder, `chart.${kind.toLowerCase()}`);
    await choosePlace(app, path);
    await page.getByRole("button", { name: "Save the chart" }).first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: `Save as ${kind}…` }).click();
    await expect.poll(() => readFile(path).catch(() => null)).not.toBeNull();
  }
  const svg = await readFile(join(dataFolder, "chart.svg"), "utf8");
  expect(svg).toContain("Amazon Elastic Compute Cloud");
  expect(svg).not.toMatch(/href="http|url\(http/);
  const png = await readFile(join(dataFolder, "chart.png"));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), svg.match(/width="(\d+)"/)?.[1]]).toEqual([1_920, "960"]);
});

for (const theme of ["light", "dark"] as const)
  test(`amounts in another currency stand beside their own in the ${theme} theme`, async ({
    start,
    withYear,
  }) => {
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await openExplorer(session);
    await page.getByRole("button", { name: /^Currency/ }).click();
    await page.getByRole("menuitem", { name: "Currency rates…" }).click();
    const dialog = page.getByRole("dialog", { name: "Currency rates" });
    await dialog.getByLabel("To", { exact: true }).fill("EUR");
    await dialog.getByLabel("Month or day").fill("2024-01");
    await dialog.getByLabel("Rate", { exact: true }).fill("0.9");
    await dialog.getByLabel("Source").fill("Group treasury");
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await expect(dialog.getByRole("table", { name: "Rates" })).toContainText("2024-01");
    const violations = [...(await graveViolations(page, "Rates"))];
    await photograph(session, `take-away/${theme}-rates`);
    await page.keyboard.press("Escape");
    const sum = explorer(page).table.locator("tr.sum");
    await expect(sum).toContainText("€");
    const own = (await sum.getByRole("cell").first().getAttribute("title"))?.replaceAll(/[$,]/g, "") ?? "";
    const inEuro = await sum.locator(".converted").getAttribute("title");
    const exact = /€([\d,]+\.\d+)/.exec(inEuro ?? "")?.[1]?.replaceAll(",", "") ?? "";
    expect(Number(exact)).toBeCloseTo(Number(convert(own, "0.9")), 6);
    expect(inEuro).toContain("the latest earlier rate (2024-01)");
    violations.push(...(await graveViolations(page, "Explorer in EUR")));
    for (const size of [
      [1280, 800],
      [1024, 700],
    ] as const) {
      await resize(session, size);
      await expectNoSidewaysScroll(session);
      await photograph(session, `take-away/${theme}-explorer-${size[0]}`);
    }
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.waitForTimeout(300);
    violations.push(...(await graveViolations(page, "Export menu")));
    await photograph(session, `take-away/${theme}-menu`);
    await page.keyboard.press("Escape");
    await resize(session, [1280, 800]);
    await page.getByRole("figure").hover();
    await photograph(session, `take-away/${theme}-chart`);
    await page.goto(
      page
        .url()
        .replace("/explorer", "/overview")
        .replace(/#\/[a-z]+/, "#/overview"),
    );
    await expect(page.getByRole("region", { name: "Key figures" })).toContainText("€");
    violations.push(...(await graveViolations(page, "Overview in EUR")));
    for (const size of [
      [1280, 800],
      [1024, 700],
    ] as const) {
      await resize(session, size);
      await expectNoSidewaysScroll(session);
      await photograph(session, `take-away/${theme}-overview-${size[0]}`);
    }
    expect(violations).toEqual([]);
  });

async function openExplorer({ page }: Session): Promise<void> {
  await overview(page).waitForCosts();
  await frame(page).goTo("Explorer");
  await expect(explorer(page).rows.first()).toBeVisible();
}

/** The system's own dialog is out of a test's reach: this is the user choosing a place. */
function choosePlace(app: Session["app"], path: string): Promise<void> {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}
