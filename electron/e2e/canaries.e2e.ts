import { access, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import type { Page } from "@playwright/test";
import { csv, lineItems } from "../engine/ingest/report-files.fixture.ts";
import { filesHolding, textsHeld } from "./support/canary.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { clientReport } from "./support/pages/client-report.ts";
import { frame, type Screen } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { sql } from "./support/pages/sql.ts";
import { startPage } from "./support/pages/start-page.ts";
import { choosePlace } from "./support/place.ts";
import { readPdf } from "./support/report/printed.ts";

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

const CLIENTS = [
  clientOf("acme", "314159265358"),
  clientOf("bolt", "271828182845"),
  clientOf("core", "161803398874"),
] as const;
const [ACME, BOLT, CORE] = CLIENTS;
const HANDED_OVER = "handed-over";
/** Files that are handed over; each names its client where it can be read. */
const HANDED = ["costs.csv", "report.html", "report.pdf", "report.xlsx", "whole.cloudspend"];
/** Items of the menu of files; the PDF has a button of its own. */
const REPORT_FILES = [
  [null, "report.pdf"],
  ["Save as HTML…", "report.html"],
  ["Excel appendix…", "report.xlsx"],
] as const;
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

test("nothing of one client is on a screen, in an export or in any file of another, and nothing at all once its workspace is deleted", async ({
  start,
  dataFolder,
  temporary,
  planted,
}, info) => {
  test.setTimeout(420_000);
  const first = await start();
  const folders: string[] = [];
  for (const client of CLIENTS) {
    const { name, ...texts } = client;
    planted.client(name, Object.values(texts));
    if (folders.length > 0) await frame(first.page).switchTo("All workspaces");
    await startPage(first.page).create(client.name);
    folders.push(await newFolder(dataFolder, folders));
    await workWith(first, client, await billsOf(client, info.outputPath(client.folder)));
    await handOver(first, client, join(dataFolder, HANDED_OVER, client.folder));
  }
  await first.app.close();
  for (const [at, client] of CLIENTS.entries()) {
    expect(await leftOf(client, dataFolder, folders[at] ?? "")).toEqual([]);
    const own = join(dataFolder, "workspaces", folders[at] ?? "");
    expect(await filesHolding(own, client.team)).not.toEqual([]);
    const folder = join(dataFolder, HANDED_OVER, client.folder);
    const handed = [
      ...(await filesHolding(folder, client.account)),
      ...(await filesHolding(folder, client.team)),
    ];
    expect([...new Set(handed.map((path) => basename(path)))].toSorted()).toEqual(HANDED);
  }

  const second = await start();
  await frame(second.page).switchTo("All workspaces");
  await startPage(second.page).act(ACME.name, "Delete…");
  await second.page.getByRole("button", { name: "Delete workspace" }).click();
  await expect(frame(second.page).notice(`“${ACME.name}” is deleted`)).toBeVisible();
  await expect(
    second.page.getByText("Nothing of it is left in the app's data folder.").first(),
  ).toBeVisible();
  await expect(startPage(second.page).recent).not.toContainText(ACME.name);
  await second.app.close();
  // What was handed over is the user's own.
  await rm(join(dataFolder, HANDED_OVER, ACME.folder), { recursive: true });
  expect(await leftOf(ACME, dataFolder, null)).toEqual([]);
  expect(
    await textsHeld(
      temporary,
      CLIENTS.flatMap((client) => Object.values(client)),
    ),
  ).toEqual([]);
  for (const [at, client] of [BOLT, CORE].entries())
    expect(await leftOf(client, dataFolder, folders[at + 1] ?? "")).toEqual([]);
  expect((await readdir(join(dataFolder, "workspaces"))).toSorted()).toEqual(folders.slice(1).toSorted());
});

/** Everything that leaves the app: a table, the report in its three forms, the whole workspace. */
async function handOver(session: Session, client: Client, folder: string): Promise<void> {
  const { page } = session;
  await mkdir(folder, { recursive: true });
  await frame(page).goTo("Explorer");
  await askFor(page, client);
  await choosePlace(session, join(folder, "costs.csv"));
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "CSV…" }).click();
  await expect.poll(() => exists(join(folder, "costs.csv"))).toBe(true);
  await frame(page).goTo("Report");
  const report = clientReport(page);
  await expect(report.picture(1)).toBeVisible({ timeout: 60_000 });
  for (const [item, name] of REPORT_FILES) {
    await choosePlace(session, join(folder, name));
    await (item === null ? report.savePdf.click() : report.more(item));
    await expect.poll(() => exists(join(folder, name)), { timeout: 60_000 }).toBe(true);
  }
  await choosePlace(session, join(folder, "whole.cloudspend"));
  await frame(page).switchTo("Export workspace…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Choose where…" }).click();
  await expect(dialog.getByRole("button", { name: "Show file" })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  const printed = await readPdf(join(folder, "report.pdf"));
  const text = printed.pages.flatMap(({ texts }) => texts.map((one) => one.text)).join(" ");
  expect(text).toContain(client.account);
  expectNothingOfOthers(text, client);
}

function expectNothingOfOthers(text: string, client: Client): void {
  for (const other of CLIENTS.filter((each) => each !== client))
    for (const canary of Object.values(other)) expect(text).not.toContain(canary);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Imports a client's bill and uses it as one would: looks, searches, keeps, deletes. */
async function workWith({ page }: Session, client: Client, bills: string): Promise<void> {
  await imports(page).dropAndImport(bills);
  for (const screen of SCREENS) {
    await frame(page).goTo(screen);
    await expect(page.getByRole("main")).toBeVisible();
    expectNothingOfOthers(await page.locator("body").innerText(), client);
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
  const held = await textsHeld(dataFolder, Object.values(client));
  const found = held.map(({ text, path }) => `${text}: ${relative(dataFolder, path)}`);
  if (own === null) return found;
  const listed = `${client.name}: workspaces.json`;
  const inside = [join("workspaces", own), join(HANDED_OVER, client.folder)];
  return found.filter((line) => line !== listed && !inside.some((folder) => line.includes(`: ${folder}`)));
}

async function newFolder(dataFolder: string, known: readonly string[]): Promise<string> {
  const folder = join(dataFolder, "workspaces");
  const name = (await readdir(folder)).find((each) => !known.includes(each));
  if (name === undefined) throw new Error("no new workspace");
  expect((await readFile(join(folder, name, "workspace.json"))).length).toBeGreaterThan(2);
  return name;
}
