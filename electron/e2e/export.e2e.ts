import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { overview } from "./support/pages/overview.ts";

test("line items are exported as shown, every row of them", async ({ start, withYear, dataFolder }) => {
  await withYear();
  const { app, page } = await start();
  await overview(page).waitForCosts();
  await frame(page).goTo("Line items");
  const { summary, heads, exportCsv } = lineItems(page);
  await expect(summary).toContainText("line items");
  const [counted = ""] = /[\d,]+/.exec(await summary.innerText()) ?? [];
  const rows = Number(counted.replaceAll(",", ""));
  expect(rows).toBeGreaterThan(0);
  const columns = await heads.count();

  const path = join(dataFolder, "exported.csv");
  // The system's own dialog is out of a test's reach: this is the user choosing a place.
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await exportCsv.click();
  await expect.poll(() => lineCount(path)).toBe(rows + 1);
  const [head = ""] = (await readFile(path, "utf8")).split("\n");
  expect(head.split(",")).toHaveLength(columns);
});

async function lineCount(path: string): Promise<number> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "").length;
}
