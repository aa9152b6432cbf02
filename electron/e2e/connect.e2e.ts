import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BUCKET, CLIENT, CONSULTANT, KEY_ID, REPORT, ROLE, SECRET } from "../aws/fake/deliver.fixture.ts";
import { graveViolations } from "./support/accessibility.ts";
import { test } from "./support/cloud.ts";
import { expect, type Session } from "./support/journey.ts";
import { accounts, wizard } from "./support/pages/accounts.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { startPage } from "./support/pages/start-page.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

test("a role, from the empty app to explored costs", async ({ start, cloud }) => {
  const { aws, deliver, environment } = cloud;
  await deliver(2);
  const session = await start({ env: environment });
  const { page } = session;
  await resize(session, [1024, 700]);
  await startPage(page).integrate();
  const form = wizard(page);
  await form.displayName.fill("Larkfield");
  await form.choose("Environment");
  await expect(form.trusted).toContainText(CONSULTANT);
  aws.world.roles = [{ arn: ROLE, trusts: [CONSULTANT], externalId: await form.externalId() }];
  await form.roleArn.fill(ROLE);
  await expect(form.check("External ID is required")).toContainText("opens with its external id only");
  const violations = [...(await inspect(session, "access"))];
  await form.goTo(2);
  await page.getByText(REPORT, { exact: true }).first().click();
  violations.push(...(await inspect(session, "report")));
  await form.goTo(3);
  await expect(form.check("Deliveries")).toContainText("AWS has delivered");
  violations.push(...(await inspect(session, "connect")));
  await form.save.click();
  const { card } = accounts(page);
  await expect(card("Larkfield")).toContainText("Up to date", { timeout: 60_000 });
  // What traps the focus of a notice is held to be a fault by axe, and is none.
  await expect(page.getByText("Larkfield is saved").first()).toBeHidden({ timeout: 30_000 });
  await expect(page.getByText("My AWS costs is up to date").first()).toBeHidden({ timeout: 30_000 });
  violations.push(...(await inspect(session, "accounts")));
  expect(violations).toEqual([]);
  await expect(card("Larkfield")).toContainText(CLIENT);
  await expect(card("Larkfield")).toContainText("Periods2");
  await frame(page).goTo("Overview");
  await overview(page).waitForCosts();
});

test("a linked account is read from the bucket alone", async ({ start, cloud }) => {
  const { aws, deliver, environment } = cloud;
  await deliver(1);
  const { page } = await start({ env: environment });
  await startPage(page).integrate();
  const form = wizard(page);
  await form.displayName.fill("Member account");
  await form.choose("Environment");
  const deny = [
    "cur:DescribeReportDefinitions",
    "bcm-data-exports:ListExports",
    "organizations:ListAccounts",
  ];
  aws.world.roles = [{ arn: ROLE, trusts: [CONSULTANT], externalId: await form.externalId(), deny }];
  await form.roleArn.fill(ROLE);
  await form.goTo(3);
  await form.choose("Linked Account");
  await form.reportName.fill(REPORT);
  await form.bucket.fill(BUCKET);
  await form.prefix.fill("cost");
  await expect(form.check("Deliveries")).toContainText("AWS has delivered");
  await form.save.click();
  await expect(accounts(page).card("Member account")).toContainText("Up to date", { timeout: 60_000 });
  await expect(accounts(page).card("Member account")).toContainText("Periods1");
});

test("a wrong external id is saved as a configuration error account, and mended from there", async ({
  start,
  cloud,
}) => {
  const { aws, deliver, environment } = cloud;
  await deliver(1);
  aws.world.roles = [{ arn: ROLE, trusts: [CONSULTANT], externalId: "an-older-one" }];
  const { page } = await start({ env: environment });
  await startPage(page).integrate();
  const form = wizard(page);
  await form.displayName.fill("Larkfield");
  await form.choose("Environment");
  const externalId = await form.externalId();
  await form.roleArn.fill(ROLE);
  await form.goTo(3);
  await form.reportName.fill(REPORT);
  test.setTimeout(120_000);
  await form.save.click();
  // A role made just now may be unknown to AWS for half a minute, so that long it is asked for again.
  await page.getByRole("button", { name: "Save as configuration error account" }).click({ timeout: 60_000 });
  const { errors } = accounts(page);
  await expect(errors).toContainText("Larkfield");
  await expect(errors).toContainText(/external id/i);
  aws.world.roles = [{ arn: ROLE, trusts: [CONSULTANT], externalId }];
  await page.getByRole("button", { name: "Check all again" }).click();
  await expect(page.getByText("No account has a configuration error")).toBeVisible();
});

test("an IAM user's keys are taken from the dropped file, kept in the keychain, and never shown", async ({
  start,
  cloud,
}) => {
  const { aws, folder, deliver, environment } = cloud;
  await deliver(1);
  aws.world.principals = [
    { arn: `arn:aws:iam::${CLIENT}:user/reader`, accessKeyId: KEY_ID, secretAccessKey: SECRET },
  ];
  const file = join(folder, "reader_accessKeys.csv");
  await writeFile(file, `\uFEFFAccess key ID,Secret access key\r\n${KEY_ID},${SECRET}\r\n`);
  const env = { ...environment, AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };
  const first = await start({ env });
  await startPage(first.page).integrate();
  const form = wizard(first.page);
  await form.displayName.fill("Reader");
  await form.choose("IAM user");
  await form.dropKeys(file);
  await expect(first.page.getByText(KEY_ID)).toBeVisible();
  await expect(form.check("Identity")).toContainText("user/reader");
  expect(await first.page.content()).not.toContain(SECRET);
  await form.goTo(3);
  await form.reportName.fill(REPORT);
  await expect(form.check("Deliveries")).toContainText("AWS has delivered");
  await form.save.click();
  await expect(accounts(first.page).card("Reader")).toContainText("Up to date", { timeout: 60_000 });
  await first.app.close();

  // The keys outlive the app only because the keychain has them.
  const { page } = await start({ env });
  await frame(page).goTo("Accounts");
  await page.getByRole("button", { name: "Sync Reader now" }).click();
  await expect(accounts(page).card("Reader")).toContainText("Up to date");
  expect(await page.content()).not.toContain(SECRET);
});

/** A picture, no sideways scrolling, and what axe objects to. */
async function inspect(session: Session, screen: string): Promise<readonly string[]> {
  await photograph(session, `light/account-${screen}-1024x700`);
  await expectNoSidewaysScroll(session);
  return graveViolations(session.page, screen);
}
