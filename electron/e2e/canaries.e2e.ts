import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Page } from "@playwright/test";
import { csv, lineItems } from "../engine/ingest/report-files.fixture.ts";
import { filesHolding } from "./support/canary.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { frame, type Screen } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { sql } from "./support/pages/sql.ts";
import { startPage } from "./support/pages/start-page.ts";

/** Texts that only one client's data has, of every kind a bill and its user can bring. */
type Client = {
  readonly name: string;
  readonly account: string;
  readonly resource: string;
  readonly team: string;
  readonly view: string;
  readonly typed: string;
  readonly folder: string;
};

function clientOf(mark: string, account: string): Client {
  return {
    name: `Canary ${mark} Holding`,
    account,
    resource: `canary-${mark}-bucket-7d1f`,
    team: `canary-${mark}-team-42`,
    view: `Canary ${mark} view`,
    typed: `canary-${mark}-typed-in`,
    folder: `canary-${mark}-folder`,
  };
}

const [ACME, BOLT] = [clientOf("acme", "314159265358"), clientOf("bolt", "271828182845")];
const SCREENS: readonly Screen[] = [
  "Overview",
  "Explorer",
  "Line items",
  "Resources",
  "Findings",
  "Allocation",
  "Anomalies",
  "Commitments",
  "Compare",
  "Dashboards",
  "Data quality",
];

test("nothing of one client is in any file of another, and nothing at all once its workspace is deleted", async ({
  start,
  dataFolder,
}, info) => {
  test.setTimeout(300_000);
  const temporary = join(dataFolder, "temporary");
  await mkdir(temporary);
  const env = { TMPDIR: temporary };
  const bills = await Promise.all(
    [ACME, BOLT].map((client) => billsOf(client, info.outputPath(client.folder))),
  );

  const first = await start({ env });
  await startPage(first.page).create(ACME.name);
  const acme = await newFolder(dataFolder, []);
  await workWith(first, ACME, bills[0] ?? "");
  await frame(first.page).switchTo("All workspaces");
  await startPage(first.page).create(BOLT.name);
  const bolt = await newFolder(dataFolder, [acme]);
  await workWith(first, BOLT, bills[1] ?? "");
  await first.app.close();
  expect(await leftOf(ACME, dataFolder, acme)).toEqual([]);
  expect(await leftOf(BOLT, dataFolder, bolt)).toEqual([]);
  expect(await filesHolding(join(dataFolder, "workspaces", acme), ACME.team)).not.toEqual([]);

  const second = await start({ env });
  await frame(second.page).switchTo("All workspaces");
  await startPage(second.page).act(ACME.name, "Delete…");
  await second.page.getByRole("button", { name: "Delete workspace" }).click();
  await expect(startPage(second.page).recent).not.toContainText(ACME.name);
  await second.app.close();
  expect(await leftOf(ACME, dataFolder, null)).toEqual([]);
  expect(await leftOf(BOLT, dataFolder, bolt)).toEqual([]);
  expect(await readdir(join(dataFolder, "workspaces"))).toEqual([bolt]);
});

/** Imports a client's bill and uses it as one would: looks, searches, keeps, deletes. */
async function workWith({ page }: Session, client: Client, bills: string): Promise<void> {
  await imports(page).dropAndImport(bills);
  for (const screen of SCREENS) {
    await frame(page).goTo(screen);
    await expect(page.getByRole("main")).toBeVisible();
  }
  await frame(page).goTo("Explorer");
  await askFor(page, client);
  await keepAndDeleteView(page, client.view);
  await frame(page).goTo("SQL");
  const console = sql(page);
  await console.write(`SELECT '${client.typed}' AS typed, '${client.resource}' AS resource`);
  await console.runByKey();
  await expect(console.result).toContainText(client.typed);
  await frame(page).goTo("Overview");
  await page.keyboard.press("Control+k");
  await page
    .getByRole("dialog")
    .getByRole("textbox")
    .or(page.getByRole("dialog").getByRole("combobox"))
    .first()
    .fill(client.team);
  await expect(page.getByRole("dialog")).not.toContainText("Looking…");
  await page.keyboard.press("Escape");
}

/** The question stands in the address, with the client's own words. */
async function askFor(page: Page, client: Client): Promise<void> {
  const filter = encodeURIComponent(`linkedAccount:${client.account}`);
  await page.evaluate((query) => {
    location.hash = `#/explorer?by=tag%3Ateam&f=${query}`;
  }, filter);
  await expect(page.getByRole("table").filter({ hasText: client.team }).first()).toBeVisible();
}

async function keepAndDeleteView(page: Page, name: string): Promise<void> {
  const views = page.getByRole("button", { name: "Views", exact: true });
  await views.click();
  await page.getByRole("textbox", { name: "Name of this view" }).fill(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Saved views" })).toBeHidden();
  await views.click();
  const remove = page.getByRole("button", { name: `Delete view ${name}` });
  await expect(remove).toBeVisible();
  await remove.click();
  await expect(remove).toBeHidden();
  await page.keyboard.press("Escape");
}

async function billsOf(client: Client, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const rows = lineItems(60, {
    "bill/PayerAccountId": client.account,
    "lineItem/UsageAccountId": client.account,
    "lineItem/ResourceId": client.resource,
    "lineItem/UnblendedCost": "12.5000000000",
    "resourceTags/user:team": client.team,
  });
  await writeFile(join(folder, `${client.folder}.csv`), csv(rows));
  return folder;
}

/**
 * Files outside a client's own folder that hold anything of it; all of them where it has none any more. The list of workspaces has to
 * name those that are there.
 */
async function leftOf(client: Client, dataFolder: string, own: string | null): Promise<readonly string[]> {
  const found = await Promise.all(
    Object.values(client).map(async (canary) =>
      (await filesHolding(dataFolder, canary)).map((path) => `${canary}: ${relative(dataFolder, path)}`),
    ),
  );
  if (own === null) return found.flat();
  const inside = join("workspaces", own);
  const listed = `${client.name}: workspaces.json`;
  return found.flat().filter((line) => line !== listed && !line.includes(`: ${inside}`));
}

async function newFolder(dataFolder: string, known: readonly string[]): Promise<string> {
  const folder = join(dataFolder, "workspaces");
  const name = (await readdir(folder)).find((each) => !known.includes(each));
  if (name === undefined) throw new Error("no new workspace");
  expect((await readFile(join(folder, name, "workspace.json"))).length).toBeGreaterThan(2);
  return name;
}
