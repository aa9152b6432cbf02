import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { divideRounded, parseScaled } from "#core/money/decimal.ts";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { allocation } from "./support/pages/allocation.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { unitEconomics } from "./support/pages/unit-economics.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

const SIZES = [
  [1024, 700],
  [1280, 800],
] as const;
const MONTHS = [
  "2025-05",
  "2025-06",
  "2025-07",
  "2025-08",
  "2025-09",
  "2025-10",
  "2025-11",
  "2025-12",
  "2026-01",
  "2026-02",
];

test("figures of the business come in, are held against the bill and each unit, and can be taken back", async ({
  start,
  withYear,
  dataFolder,
}) => {
  test.setTimeout(240_000);
  await withYear();
  const path = join(dataFolder, "orders.csv");
  const lines = MONTHS.map(
    (month, at) => `01.${month.slice(5)}.${month.slice(0, 4)};${41 + at}.250;${9 + at}.000,5`,
  );
  await writeFile(path, ["Monat;Orders;Requests", ...lines, "kein Datum;1;1"].join("\r\n"));
  const session = await start({ theme: "light" });
  const { app, page } = session;
  const screen = unitEconomics(page);
  await overview(page).waitForCosts();
  await frame(page).goTo("Unit economics");
  const violations = [...(await graveViolations(page, "Unit economics, empty"))];

  // The system's own dialogs are out of a test's reach: this is the user choosing files.
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: `${file}.out.csv` });
  }, path);
  await screen.toImport.click();
  await screen.chooseFile();
  await expect(screen.dialog).toContainText("Line 12: “kein Datum” is no date.");
  violations.push(...(await graveViolations(page, "Import of figures")));
  await look(session, "light/unit-economics-import");
  await screen.dialog.getByRole("checkbox", { name: "Go on without these cells" }).check();
  await expect(screen.kept).toContainText("10, not kept so far");
  await screen.keep();

  await expect(screen.period("Feb 2026")).toContainText("50,250");
  await expect(screen.period("Mar 2026")).toContainText("no figure");
  const cost = exact(await screen.period("Feb 2026").locator("[title]").nth(0).getAttribute("title"));
  const rate = exact(await screen.period("Feb 2026").locator("td[title]").nth(0).getAttribute("title"));
  expect(rate).toBe(divideRounded(cost, 50_250n));
  await look(session, "light/unit-economics");

  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "CSV…" }).click();
  await expect(frame(page).notice("The file is written")).toBeVisible();
  const rows: readonly Readonly<Record<string, string>>[] = parse(await readFile(`${path}.out.csv`), {
    columns: true,
  });
  const told = rows.filter((row) => row["By volume (USD)"] !== "");
  expect(told).toHaveLength(MONTHS.length - 1);
  for (const row of told)
    expect(exact(row["By volume (USD)"]) + exact(row["By unit cost (USD)"])).toBe(
      exact(row["Change of cost (USD)"]),
    );

  await frame(page).goTo("Allocation");
  await allocation(page).start();
  await allocation(page).nameUnit("Shop");
  await allocation(page).addRule("Tag: env", ["prod"]);
  await frame(page).goTo("Unit economics");
  await screen.of("Each unit").click();
  await expect(screen.units.getByRole("row").filter({ hasText: "Shop" })).toContainText("$");
  await expect(frame(page).notice("The file is written")).toBeHidden({ timeout: 20_000 });
  violations.push(...(await graveViolations(page, "Unit economics by unit")));
  await look(session, "light/unit-economics-units");
  await screen.menu("Edit Orders…");
  await expect(page.getByRole("textbox", { name: "Value of figure 1", exact: true })).toHaveValue("50250");
  violations.push(...(await graveViolations(page, "Figures by hand")));
  await look(session, "light/unit-economics-edit");
  await page.getByRole("button", { name: "Cancel" }).click();
  await screen.menu("Delete Orders");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("combobox", { name: "Business figure" })).toContainText("Orders");
  expect(violations).toEqual([]);
  await app.close();

  const dark = await start({ theme: "dark" });
  await overview(dark.page).waitForCosts();
  await frame(dark.page).goTo("Unit economics");
  const again = unitEconomics(dark.page);
  await expect(again.period("Feb 2026")).toContainText("$");
  await look(dark, "dark/unit-economics");
  const inDark = [...(await graveViolations(dark.page, "Unit economics, dark"))];
  await again.of("Each unit").click();
  await expect(again.units).toContainText("Shop");
  await look(dark, "dark/unit-economics-units");
  inDark.push(...(await graveViolations(dark.page, "Unit economics by unit, dark")));
  expect(inDark).toEqual([]);
});

/** The integer behind an exact amount as the page or a table writes it. */
function exact(text: string | null | undefined): bigint {
  const scaled = parseScaled(text?.replaceAll(/[^\d.-]/g, "") ?? "");
  if (scaled === null) throw new Error(`no amount: ${text}`);
  return scaled;
}

async function look(session: Session, name: string): Promise<void> {
  for (const size of SIZES) {
    await resize(session, size);
    await expectNoSidewaysScroll(session);
    await session.page.waitForTimeout(300);
    await photograph(session, `${name}-${size.join("x")}`);
  }
}
