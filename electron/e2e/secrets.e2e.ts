import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { CLIENT, CONSULTANT, REPORT } from "../aws/fake/deliver.fixture.ts";
import { filesHolding, textsHeld } from "./support/canary.ts";
import { type Cloud, test } from "./support/cloud.ts";
import { expect, type Session } from "./support/journey.ts";
import { accounts, wizard } from "./support/pages/accounts.ts";
import { clientReport } from "./support/pages/client-report.ts";
import { frame } from "./support/pages/frame.ts";
import { startPage } from "./support/pages/start-page.ts";
import { choosePlace } from "./support/place.ts";

/** Keys of a client's own IAM user, unlike any other. */
type Client = { readonly name: string; readonly keyId: string; readonly secret: string };

const CLIENTS: readonly [Client, Client] = [
  { name: "Acme keys", keyId: "AKIACANARYACME000001", secret: "CanaryAcme/Secret+7D1f0a9b8c7d6e5f4a3b2c" },
  { name: "Bolt keys", keyId: "AKIACANARYBOLT000002", secret: "CanaryBolt/Secret+0a1b2c3d4e5f6a7b8c9d0e" },
];
const ROLE_CLIENT = "Core role";

test("keys and session tokens of three clients are in the keychain and in no file: log, workspace, temporary, export or report", async ({
  start,
  cloud,
  dataFolder,
  temporary,
}) => {
  test.setTimeout(300_000);
  const { aws, deliver, environment, connectRole } = cloud;
  await deliver(1);
  const first = await start({ env: environment });
  for (const client of CLIENTS) {
    aws.world.principals.push({
      arn: `arn:aws:iam::${CLIENT}:user/${client.name.replace(" ", "-")}`,
      accessKeyId: client.keyId,
      secretAccessKey: client.secret,
    });
    await connectUser(first, cloud, client);
    await handOver(first, join(dataFolder, "handed-over", client.name));
    await frame(first.page).switchTo("All workspaces");
  }
  await startPage(first.page).create(ROLE_CLIENT);
  await openWizard(first);
  await connectRole(first.page, { name: ROLE_CLIENT });
  await expect(accounts(first.page).card(ROLE_CLIENT)).toContainText("Up to date", { timeout: 60_000 });
  await handOver(first, join(dataFolder, "handed-over", ROLE_CLIENT));
  await first.app.close();

  const tokens = aws.world.principals.flatMap(({ sessionToken }) => sessionToken ?? []);
  expect(tokens.length).toBeGreaterThan(0);
  expect(aws.world.principals.some(({ arn }) => arn.includes(CONSULTANT))).toBe(true);
  expect(await textsHeld(dataFolder, [...CLIENTS.map((client) => client.secret), ...tokens])).toEqual([]);
  for (const { keyId } of CLIENTS) {
    const places = (await filesHolding(dataFolder, keyId)).map((path) => relative(dataFolder, path));
    expect(places.filter((path) => !path.startsWith(join("workspaces", "/")))).toEqual([]);
    expect(new Set(places.map((path) => path.split("/")[1])).size).toBeLessThanOrEqual(1);
  }

  const second = await start({ env: environment });
  await frame(second.page).switchTo("All workspaces");
  const [deleted] = CLIENTS;
  await startPage(second.page).act(deleted.name, "Delete…");
  await second.page.getByRole("button", { name: "Delete workspace" }).click();
  // Told once the keychain was asked again.
  await expect(second.page.getByText(/Gone: .*1 keychain entry/).first()).toBeVisible();
  await second.app.close();
  expect(await textsHeld(dataFolder, [deleted.keyId, deleted.secret])).toEqual([]);
  expect(await readdir(temporary)).toEqual([]);
});

async function openWizard({ page }: Session): Promise<void> {
  await frame(page).goTo("Accounts");
  await page.getByRole("link", { name: "Integrate AWS Account" }).first().click();
}

/** An IAM user whose keys come from the file AWS gives out. */
async function connectUser(session: Session, { folder }: Cloud, client: Client): Promise<void> {
  const { page } = session;
  await startPage(page).create(client.name);
  await openWizard(session);
  const form = wizard(page);
  await form.displayName.fill(client.name);
  await form.choose("IAM user");
  const file = join(folder, `${client.keyId}.csv`);
  await writeFile(file, `Access key ID,Secret access key\r\n${client.keyId},${client.secret}\r\n`);
  await form.dropKeys(file);
  await expect(page.getByText(client.keyId)).toBeVisible();
  await form.goTo(3);
  await form.reportName.fill(REPORT);
  await expect(form.check("Deliveries")).toContainText("AWS has delivered");
  await form.save.click();
  await expect(accounts(page).card(client.name)).toContainText("Up to date", { timeout: 60_000 });
}

/** A report and the whole workspace, as files. */
async function handOver(session: Session, folder: string): Promise<void> {
  const { page } = session;
  await mkdir(folder, { recursive: true });
  await frame(page).goTo("Report");
  const report = clientReport(page);
  await expect(report.picture(1)).toBeVisible({ timeout: 60_000 });
  await choosePlace(session, join(folder, "report.html"));
  await report.more("Save as HTML…");
  await expect.poll(() => readdir(folder), { timeout: 60_000 }).toContain("report.html");
  await choosePlace(session, join(folder, "whole.cloudspend"));
  await frame(page).switchTo("Export workspace…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Choose where…" }).click();
  await expect(dialog.getByRole("button", { name: "Show file" })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Escape");
}
