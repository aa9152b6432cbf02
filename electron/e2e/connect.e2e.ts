import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFakeAws, type FakeAws } from "../aws/fake/fake-aws.fixture.ts";
import {
  CLIENT,
  CONSULTANT,
  deliverTo,
  emptyWorld,
  KEY_ID,
  REPORT,
  ROLE,
  SECRET,
} from "../aws/fake/deliver.fixture.ts";
import { expect, test } from "./support/journey.ts";
import { accounts, wizard } from "./support/pages/accounts.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { startPage } from "./support/pages/start-page.ts";

let aws: FakeAws;
let folder = "";
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "connect-"));
  aws = await startFakeAws(emptyWorld(null));
});
test.afterEach(async () => {
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

const deliver = (months: number): Promise<unknown> =>
  deliverTo(aws.world, {
    directory: join(folder, "made"),
    lastPeriod: "2026-02",
    months,
    rows: months * 1_500,
    seed: "first",
  });

/** The AWS of this journey, and credentials in the environment. */
const environment = (): Record<string, string> => ({
  CLOUDSPEND_AWS_ENDPOINT: aws.endpoint,
  AWS_ACCESS_KEY_ID: KEY_ID,
  AWS_SECRET_ACCESS_KEY: SECRET,
  AWS_CONFIG_FILE: join(folder, "no-config"),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
});

test("a role, from the empty app to explored costs", async ({ start }) => {
  await deliver(2);
  const { page } = await start({ env: environment() });
  await startPage(page).integrate();
  const form = wizard(page);
  await form.displayName.fill("Larkfield");
  await form.choose("Environment");
  await expect(form.trusted).toContainText(CONSULTANT);
  aws.world.roles = [{ arn: ROLE, trusts: [CONSULTANT], externalId: await form.externalId() }];
  await form.roleArn.fill(ROLE);
  await expect(form.check("External ID is required")).toContainText("opens with its external id only");
  await form.goTo(2);
  await page.getByText(REPORT, { exact: true }).first().click();
  await form.goTo(3);
  await expect(form.check("Deliveries")).toContainText("AWS has delivered");
  await form.save.click();
  await expect(accounts(page).card("Larkfield")).toContainText("Up to date", { timeout: 60_000 });
  await expect(accounts(page).card("Larkfield")).toContainText(CLIENT);
  await expect(accounts(page).card("Larkfield")).toContainText("Periods2");
  await frame(page).goTo("Overview");
  await overview(page).waitForCosts();
});

test("a wrong role is saved as a configuration error account, and mended from there", async ({ start }) => {
  await deliver(1);
  aws.world.roles = [];
  const { page } = await start({ env: environment() });
  await startPage(page).integrate();
  const form = wizard(page);
  await form.displayName.fill("Larkfield");
  await form.choose("Environment");
  const externalId = await form.externalId();
  await form.roleArn.fill(ROLE);
  await form.goTo(3);
  await form.reportName.fill(REPORT);
  test.setTimeout(150_000);
  await form.save.click();
  await page.getByRole("button", { name: "Save as configuration error account" }).click({ timeout: 60_000 });
  await expect(accounts(page).errors).toContainText("Larkfield", { timeout: 60_000 });
  aws.world.roles = [{ arn: ROLE, trusts: [CONSULTANT], externalId }];
  await page.getByRole("button", { name: "Check all again" }).click();
  await expect(page.getByText("No account has a configuration error")).toBeVisible();
});

test("an IAM user's keys are taken from the dropped file and never shown", async ({ start, dataFolder }) => {
  await deliver(1);
  const file = join(folder, "reader_accessKeys.csv");
  await writeFile(file, `\uFEFFAccess key ID,Secret access key\r\n${KEY_ID},${SECRET}\r\n`);
  const { page } = await start({
    env: { ...environment(), AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
  });
  await startPage(page).integrate();
  const form = wizard(page);
  await form.displayName.fill("Reader");
  await form.choose("IAM user");
  await form.dropKeys(file);
  await expect(page.getByText(KEY_ID)).toBeVisible();
  await expect(form.check("Identity")).toContainText("user/ana");
  expect(await page.content()).not.toContain(SECRET);
  expect(await filesHolding(dataFolder, SECRET)).toEqual([]);
});

/** Files below a folder that hold a text. */
async function filesHolding(directory: string, text: string): Promise<readonly string[]> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const held = await Promise.all(
    files.map(async (path) =>
      (await readFile(path).catch(() => Buffer.alloc(0))).includes(text) ? [path] : [],
    ),
  );
  return held.flat();
}
