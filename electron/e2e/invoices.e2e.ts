import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

const MONTH = "January 2026";

test("invoices are imported, held against the bill, taken apart and signed off", async ({
  start,
  withYear,
  dataFolder,
}) => {
  await withYear();
  const session = await start();
  const { page } = session;
  await openInvoices(session);
  const month = page.locator("tbody").filter({ hasText: MONTH });
  const lines = month.locator("tr[data-link]");
  const payer = (await month.locator("tr.month td span[title]").first().getAttribute("title")) ?? "";
  const invoices = await lines.evaluateAll((rows) =>
    rows.map((row) => ({
      id: row.querySelector("button")?.textContent.trim() ?? "",
      // The exact sum stands in the title of the shown one.
      bill: row.querySelector("td.numeric [title]")?.getAttribute("title")?.replaceAll(/[$,]/g, "") ?? "",
    })),
  );
  expect(invoices.length).toBeGreaterThan(1);
  const file = join(dataFolder, "invoices.csv");
  const rows = invoices.map(({ id, bill }) => `2026-01,${payer},${id},${bill},USD`);
  await writeFile(file, ["Month,Payer,Invoice id,Total,Currency", ...rows, "2026-01,x,1,y,USD"].join("\n"));
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByRole("dialog")).toContainText(
    `${invoices.length} of ${invoices.length + 1} rows can be read`,
  );
  await photograph(session, "invoices/import");
  await page.getByRole("button", { name: `Import ${invoices.length} invoices` }).click();
  await expect(lines.filter({ hasText: "Ties" })).toHaveCount(invoices.length);

  await page.getByRole("button", { name: `Sign off ${MONTH}` }).click();
  await page.getByLabel("Signed off by").fill("Ana Lima");
  await page.getByLabel("Note").fill("as printed");
  await photograph(session, "invoices/sign-off");
  await page.getByRole("dialog").getByRole("button", { name: "Sign off" }).click();
  await expect(month).toContainText("Ana Lima");

  const tax = lines.first();
  await tax.getByRole("button", { name: /^Actions/ }).click();
  await page.getByRole("menuitem", { name: "Change…" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Total" }).fill("1.00");
  await page.keyboard.press("Enter");
  await expect(tax).toContainText("Unexplained");
  await expect(month).toContainText("Sign-off out of date");
  await tax.getByRole("button").first().click();
  await photograph(session, "invoices/unexplained");
  const part = month.locator(".detail tbody tr").last();
  const told = await part.getByRole("link").innerText();
  await part.getByRole("link").click();
  await expect(page.locator("p[aria-live=polite]").filter({ hasText: "line item" })).toContainText(
    told.replace(/\D*$/, ""),
  );
});

for (const theme of ["light", "dark"] as const)
  test(`the ledger can be read in the ${theme} theme`, async ({ start, withYear }) => {
    test.setTimeout(180_000);
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await openInvoices(session);
    const line = page.locator("tbody").filter({ hasText: MONTH }).locator("tr[data-link]").first();
    await line.getByRole("button", { name: /^Enter the total/ }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Total" }).fill("1234.56");
    await photograph(session, `invoices/${theme}-enter`);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Done" }).click();
    await line.getByRole("button").first().click();
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
    await page.waitForTimeout(400);
    expect(await graveViolations(page, "Invoices")).toEqual([]);
    for (const size of [
      [1280, 800],
      [1024, 700],
    ] as const) {
      await resize(session, size);
      await line.scrollIntoViewIfNeeded();
      await expectNoSidewaysScroll(session);
      await photograph(session, `invoices/${theme}-${size[0]}`);
    }
  });

async function openInvoices({ page }: Session): Promise<void> {
  await overview(page).waitForCosts();
  await frame(page).rail.getByRole("link", { name: "Invoices" }).click();
  await expect(page.getByRole("main").locator("tbody tr").first()).toContainText("$");
}
