import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test, type Session } from "./support/journey.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { overview } from "./support/pages/overview.ts";

test("line items are exported as shown, every row of them", async ({ start, withYear, dataFolder }) => {
  await withYear();
  const { app, page } = await start();
  await overview(page).waitForCosts();
  await frame(page).goTo("Line items");
  const { summary, heads, exported } = lineItems(page);
  await expect(summary).toContainText("line items");
  const [counted = ""] = /[\d,]+/.exec(await summary.innerText()) ?? [];
  const rows = Number(counted.replaceAll(",", ""));
  expect(rows).toBeGreaterThan(0);
  const columns = await heads.count();

  const path = join(dataFolder, "exported.csv");
  await choosePlace(app, path);
  await exported.click();
  await page.getByRole("menuitem", { name: "With the columns shown" }).press("ArrowRight");
  await page.getByRole("menuitem", { name: "CSV…" }).click();
  await expect.poll(() => lineCount(path)).toBe(rows + 1);
  const [head = ""] = (await readFile(path, "utf8")).split("\n");
  expect(head.split(",")).toHaveLength(columns);
});

test("the Explorer's table is exported as shown, drilled and sorted", async ({
  start,
  withYear,
  dataFolder,
}) => {
  await withYear();
  const { app, page } = await start();
  await overview(page).waitForCosts();
  await frame(page).goTo("Explorer");
  const { row, rows, nameOf, head, table } = explorer(page);
  await nameOf(row("Amazon Elastic Compute Cloud")).click();
  await expect(head("Usage type")).toBeVisible();
  await head("Change").getByRole("button").click();
  await expect(head("Change")).toHaveAttribute("aria-sort", "descending");
  const first = await rows.first().getByRole("rowheader").innerText();
  const total = await table.locator("tr.sum").getByRole("cell").first().getAttribute("title");

  const path = join(dataFolder, "costs.csv");
  await choosePlace(app, path);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "CSV…" }).click();
  await expect(frame(page).notice("The file is written")).toBeVisible();
  const lines: string[][] = parse(await readFile(path, "utf8"));
  expect(lines[0]?.slice(0, 2)).toEqual(["Usage type", "Total (USD)"]);
  expect(lines[1]?.[0]).toBe(first.trim());
  expect(lines.at(-1)?.[0]).toBe("Total");
  expect(total?.replaceAll(/[$,]/g, "")).toBe(lines.at(-1)?.[1]);
});

/** The system's own dialog is out of a test's reach: this is the user choosing a place. */
function choosePlace(app: Session["app"], path: string): Promise<void> {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

async function lineCount(path: string): Promise<number> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "").length;
}
