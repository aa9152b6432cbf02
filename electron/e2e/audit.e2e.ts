import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { createFormat } from "#core/format/format.ts";
import { sum } from "#core/money/decimal.ts";
import { wasteWorld } from "#core/sample/variants.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { expect, test } from "./support/journey.ts";
import { clientReport } from "./support/pages/client-report.ts";
import { findings } from "./support/pages/findings.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { choosePlace } from "./support/place.ts";
import { readPdf } from "./support/report/printed.ts";

const MONTH = "February 2026";
const IDLE = "Idle NAT gateways";
const { money } = createFormat("en-US");

test("from the dropped folder over an accepted finding and tied invoices to the saved report, read back", async ({
  start,
  dataFolder,
}, info) => {
  test.setTimeout(240_000);
  const bills = info.outputPath("bills");
  const world = wasteWorld({ ...closedOptions("2026-02", 3), rows: 9_000 });
  await writeSample({ directory: bills, world, format: "legacy" });
  const delivered = await readDelivered(bills, "202602");
  const session = await start();
  const { page } = session;
  await imports(page).dropAndImport(bills);

  await frame(page).goTo("Findings");
  const found = findings(page);
  await found.finding(IDLE).click();
  await found.status("Accepted").click();
  await found.owner.fill("Ana");
  await found.note.fill("Delete after the release");
  await found.note.blur();
  await expect(found.finding(IDLE)).toContainText("Accepted");
  const savings = /\$[\d,]+\.\d\d/.exec(await found.figures.innerText())?.[0] ?? "no savings";

  // One as AWS charged it, one with more than the bill knows.
  const [tied, off] = [...delivered.invoices];
  if (tied === undefined || off === undefined) throw new Error("two invoices are needed");
  const file = join(dataFolder, "invoices.csv");
  const lines = [tied, [off[0], sum([off[1], "777.77"])] as const].map(
    ([id, total]) => `2026-02,${delivered.payer},${id},${cents(total)},USD`,
  );
  await writeFile(file, ["Month,Payer,Invoice id,Total,Currency", ...lines].join("\n"));
  await frame(page).rail.getByRole("link", { name: "Invoices" }).click();
  await expect(page.getByRole("main").locator("tbody tr").first()).toContainText("$");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Import 2 invoices" }).click();
  const ledger = page.locator("tbody").filter({ hasText: MONTH }).locator("tr[data-link]");
  await expect(ledger.filter({ hasText: tied[0] })).toContainText("Ties");
  await expect(ledger.filter({ hasText: off[0] })).toContainText("Unexplained");

  await page.getByRole("button", { name: `Sign off ${MONTH}` }).click();
  await page.getByLabel("Signed off by").fill("Ana Lima");
  await page.getByRole("dialog").getByRole("button", { name: "Sign off" }).click();
  await expect(page.locator("tbody").filter({ hasText: MONTH })).toContainText("Ana Lima");

  await frame(page).goTo("Report");
  const report = clientReport(page);
  await expect(report.picture(1)).toBeVisible({ timeout: 60_000 });
  await report.client.fill("Globex");
  await expect(report.picture(1)).toBeVisible({ timeout: 60_000 });
  const pages = await report.pages.count();
  const [pdf, html] = [join(dataFolder, "globex.pdf"), join(dataFolder, "globex.html")];
  await choosePlace(session, pdf);
  await report.savePdf.click();
  await expect(frame(page).notice("The report is written")).toBeVisible({ timeout: 60_000 });
  await choosePlace(session, html);
  await report.more("Save as HTML…");
  await expect.poll(() => readFile(html, "utf8").catch(() => ""), { timeout: 60_000 }).toContain("</html>");

  const printed = await readPdf(pdf);
  expect(printed.pages).toHaveLength(pages);
  expect(printed.title).toBe(`Globex – AWS cost review – ${MONTH}`);
  const texts = {
    pdf: printed.pages.map(({ texts }) => texts.map(({ text }) => text).join(" ")).join(" "),
    html: plain(await readFile(html, "utf8")),
  };
  for (const [name, text] of Object.entries(texts))
    await test.step(name, () => {
      const tight = text.replaceAll(/\s+/g, " ");
      expect(tight).toContain(money(delivered.cost, "USD"));
      expect(tight).toContain(savings);
      expect(tight).toMatch(new RegExp(`${IDLE} .{0,120}Accepted`));
      expect(tight).toContain("1 of 2 entered invoices tie to the bill or are explained by its charges");
      expect(tight).toMatch(/unexplained .{0,4}\$777\.7\d/i);
      expect(tight).toContain("Ana Lima");
      expect(tight).toContain(`Page ${pages} of ${pages}`);
    });
});

type Delivered = {
  readonly payer: string;
  readonly cost: string;
  readonly invoices: ReadonlyMap<string, string>;
};

/** What the delivered files say themselves. */
async function readDelivered(folder: string, month: string): Promise<Delivered> {
  const paths = await readdir(folder, { recursive: true });
  const rows: Readonly<Record<string, string>>[] = [];
  for (const path of paths.filter((each) => each.endsWith(".csv.gz") && each.includes(`${month}01-`)))
    rows.push(
      ...parse<Record<string, string>>(gunzipSync(await readFile(join(folder, path))), { columns: true }),
    );
  const ids = [...new Set(rows.map((row) => row["bill/InvoiceId"] ?? ""))];
  const costOf = (some: readonly Readonly<Record<string, string>>[]): string =>
    sum(some.map((row) => row["lineItem/UnblendedCost"] ?? "0.0"));
  return {
    payer: rows[0]?.["bill/PayerAccountId"] ?? "",
    cost: costOf(rows),
    invoices: new Map(ids.map((id) => [id, costOf(rows.filter((row) => row["bill/InvoiceId"] === id))])),
  };
}

function cents(amount: string): string {
  return money(amount, "USD").replaceAll(/[$,]/g, "");
}

function plain(document: string): string {
  return document
    .replaceAll(/<style>.*?<\/style>/gs, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&amp;", "&");
}
