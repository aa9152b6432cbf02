import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { graveViolations } from "./support/accessibility.ts";
import { PAYER } from "#core/sample/organisation.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { heldPeriods } from "./support/pages/quality.ts";
import { startPage } from "./support/pages/start-page.ts";
import { photograph, resize } from "./support/window.ts";

for (const theme of ["light", "dark"] as const) {
  test(`a workspace is handed over as one file and has the same months there (${theme})`, async ({
    start,
    bills,
    dataFolder,
  }) => {
    const session = await start({ theme });
    const { app, page } = session;
    await startPage(page).create("Acme");
    await imports(page).dropAndImport(bills.small);
    const before = await heldPeriods(page);
    const path = join(dataFolder, "handed.cloudspend");
    await choosePlaces(app, path);

    await frame(page).switchTo("Export workspace…");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name in the file" }).fill("Handed over");
    const violations = [...(await graveViolations(page, "Export workspace"))];
    await resize(session, [1024, 700]);
    await photograph(session, `${theme}/export-workspace`);
    await dialog.getByRole("button", { name: "Choose where…" }).click();
    await expect(dialog.getByRole("button", { name: "Show file" })).toBeVisible();
    expect((await stat(path)).size).toBeGreaterThan(10_000);
    await page.keyboard.press("Escape");

    await frame(page).switchTo("Import workspace…");
    await expect(dialog).toContainText("Every row and every total is checked");
    violations.push(...(await graveViolations(page, "Import workspace")));
    await photograph(session, `${theme}/import-workspace`);
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await expect(page.getByRole("button", { name: "Workspace: Handed over. Switch" })).toBeVisible();
    expect(await heldPeriods(page)).toEqual(before);
    expect(violations).toEqual([]);
  });
}

test("a file that is none says so, and both workspaces are kept when the name is taken", async ({
  start,
  bills,
  dataFolder,
}) => {
  const session = await start();
  const { app, page } = session;
  await startPage(page).create("Acme");
  await imports(page).dropAndImport(bills.small);
  const none = join(dataFolder, "none.cloudspend");
  await writeFile(none, "hello");
  await choosePlaces(app, none);
  await frame(page).switchTo("Import workspace…");
  await expect(page.getByRole("dialog")).toContainText("none.cloudspend is not a CloudSpend workspace file.");
  await photograph(session, "light/import-workspace-refused");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();

  const path = join(dataFolder, "same.cloudspend");
  await choosePlaces(app, path);
  await frame(page).switchTo("Export workspace…");
  await page.getByRole("button", { name: "Choose where…" }).click();
  await expect(page.getByRole("button", { name: "Show file" })).toBeVisible();
  await page.keyboard.press("Escape");
  await frame(page).switchTo("Import workspace…");
  await expect(page.getByRole("dialog")).toContainText("both are kept");
  await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("button", { name: "Workspace: Acme (2). Switch" })).toBeVisible();
  await frame(page).switchTo("All workspaces");
  await expect(startPage(page).recent.getByRole("listitem")).toHaveCount(2);
});

for (const theme of ["light", "dark"] as const) {
  test(`a redacted copy has the same total, other accounts, and a key that tells them (${theme})`, async ({
    start,
    bills,
    dataFolder,
  }) => {
    const session = await start({ theme });
    const { app, page } = session;
    await startPage(page).create("Acme");
    await imports(page).dropAndImport(bills.small);
    const [before = ""] = await heldPeriods(page);
    const copy = join(dataFolder, "copy.cloudspend");
    const key = join(dataFolder, "copy.cloudspend-key");
    await choosePlaces(app, copy, key);

    await frame(page).switchTo("Export workspace…");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^With pseudonyms/ }).check();
    await dialog.getByRole("textbox", { name: "Name in the file" }).fill("Copy");
    await expect(dialog.getByRole("region", { name: "Examples of pseudonyms" })).toContainText("Account");
    await resize(session, [1024, 700]);
    const violations = [...(await graveViolations(page, "Redacted copy"))];
    await photograph(session, `${theme}/export-redacted`);
    await dialog.getByRole("button", { name: "Choose where…" }).click();
    await expect(dialog.getByRole("button", { name: "Show file" })).toBeVisible();
    expect((await stat(key)).size).toBeGreaterThan(100);
    await page.keyboard.press("Escape");

    await frame(page).switchTo("Import workspace…");
    await expect(dialog).toContainText("account ids, names, resource ids");
    await photograph(session, `${theme}/import-redacted`);
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await expect(page.getByRole("button", { name: "Workspace: Copy. Switch" })).toBeVisible();
    const [after = ""] = await heldPeriods(page);
    expect(/\$[\d,.]+/.exec(after)?.[0]).toBe(/\$[\d,.]+/.exec(before)?.[0]);
    const main = page.getByRole("main");
    await expect(main).toContainText(/payer account \d{12}/);
    const hidden = /payer account (\d{12})/.exec(await main.innerText())?.[1] ?? "";
    expect(hidden).not.toBe(PAYER.id);

    await choosePlaces(app, key);
    await frame(page).goTo("Settings");
    await page.getByRole("button", { name: "Translate…" }).click();
    await dialog.getByRole("button", { name: "Choose key…" }).click();
    await dialog.getByRole("textbox", { name: "Text with pseudonyms" }).fill(`Why is ${hidden} so dear?`);
    await dialog.getByRole("button", { name: "Translate" }).click();
    await expect(dialog).toContainText(`Why is ${PAYER.id} so dear?`);
    violations.push(...(await graveViolations(page, "Translate")));
    await photograph(session, `${theme}/translate-pseudonyms`);
    expect(violations).toEqual([]);
  });
}

/** The system's own dialogs are out of a test's reach: this is the user choosing places, a key's apart from the copy's. */
function choosePlaces(app: Session["app"], path: string, keyPath = path): Promise<void> {
  return app.evaluate(
    ({ dialog }, chosen) => {
      const isKey = (options: unknown): boolean => JSON.stringify(options ?? {}).includes("cloudspend-key");
      dialog.showSaveDialog = (...given: readonly unknown[]) =>
        Promise.resolve({ canceled: false, filePath: isKey(given.at(-1)) ? chosen.keyPath : chosen.path });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen.path] });
    },
    { path, keyPath },
  );
}
