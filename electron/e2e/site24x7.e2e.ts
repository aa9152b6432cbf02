import { join } from "node:path";
import { CONSULTANT, REPORT, ROLE } from "../aws/fake/deliver.fixture.ts";
import { mspLogin, PAYER } from "../site24x7/fake/fake-site24x7.fixture.ts";
import { graveViolations } from "./support/accessibility.ts";
import { filesHolding } from "./support/canary.ts";
import { expect } from "./support/journey.ts";
import { accounts, wizard } from "./support/pages/accounts.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { startPage } from "./support/pages/start-page.ts";
import { site24x7Form, test } from "./support/site24x7.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

const ACCOUNT = "AWS account monitored there";

test("from a Site24x7 login to explored costs, and to what happens when the monitor goes", async ({
  start,
  cloud,
  site24x7,
  both,
}) => {
  const { aws, deliver } = cloud;
  await deliver(1);
  site24x7.login.monitors = [{ ...PAYER, role_arn: ROLE }];
  aws.world.roles = [{ arn: ROLE, trusts: ["949777495771"], externalId: "EXT-ID-1" }];
  const session = await start({ env: both });
  const { page } = session;
  await resize(session, [1280, 800]);
  await startPage(page).integrate();
  const form = wizard(page);
  await form.choose("Site24x7 account");
  const source = site24x7Form(page);
  await photograph(session, "light/site24x7-sign-in-1280x800");
  const violations = [...(await graveViolations(page, "sign-in"))];
  await source.signIn({ name: "Acme" });
  await source.choose(ACCOUNT, "Payer account");
  await expect(form.displayName).toHaveValue("Payer account");
  await expect(form.roleArn).toHaveValue(ROLE);
  await form.choose("Environment");
  await expect(form.check("Site24x7")).toContainText("as it was taken from there");
  // The role trusts Site24x7 alone, so that this computer is refused until the statement is added.
  await expect(form.check("Role can be assumed")).toContainText("which was made for Site24x7");
  await expect(page.getByText("Statement to add")).toBeVisible();
  await photograph(session, "light/site24x7-account-1280x800");
  await expectNoSidewaysScroll(session);
  violations.push(...(await graveViolations(page, "account")));
  expect(violations).toEqual([]);
  aws.world.roles = [{ arn: ROLE, trusts: ["949777495771", CONSULTANT], externalId: "EXT-ID-1" }];
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(form.check("Role can be assumed")).toContainText("The role can be assumed");
  await form.goTo(3);
  await form.reportName.fill(REPORT);
  await expect(form.check("Deliveries")).toContainText("AWS has delivered");
  await form.save.click();
  const { card, errors } = accounts(page);
  await expect(card("Payer account")).toContainText("Up to date", { timeout: 60_000 });

  site24x7.login.monitors = [{ ...PAYER, role_arn: ROLE, display_name: "Payer (EU)" }];
  await checkAgain("Payer account");
  await page.getByRole("link", { name: "See what is wrong" }).click();
  await expect(errors).toContainText("was changed in Site24x7: its name");
  await page.getByRole("button", { name: /^Update from Site24x7/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Payer (EU)");
  await dialog.getByRole("button", { name: "Update", exact: true }).click();
  await expect(page.getByText("No account has a configuration error")).toBeVisible();

  site24x7.login.monitors = [];
  await frame(page).goTo("Accounts");
  await checkAgain("Payer (EU)");
  await page.getByRole("link", { name: "See what is wrong" }).click();
  await expect(errors).toContainText('no longer monitors "Payer (EU)"');
  await page.getByRole("button", { name: "Actions for Payer (EU)" }).click();
  await page.getByRole("menuitem", { name: "Unlink from Site24x7" }).click();
  await expect(page.getByText("No account has a configuration error")).toBeVisible();
  await frame(page).goTo("Overview");
  await overview(page).waitForCosts();

  async function checkAgain(name: string): Promise<void> {
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Check again" }).click();
  }
});

test("an MSP's customers are told apart, and another login is no MSP", async ({ start, site24x7, both }) => {
  Object.assign(site24x7.login, mspLogin());
  const { page } = await start({ env: both });
  await startPage(page).integrate();
  const form = wizard(page);
  await form.choose("Site24x7 account");
  const source = site24x7Form(page);
  await source.signIn({ name: "Northwind", isMsp: true });
  expect(await source.choices("Customer")).toEqual(["Customer One", "Customer Two"]);
  await source.choose("Customer", "Customer One");
  await source.choose(ACCOUNT, "Payer account");
  await expect(form.displayName).toHaveValue("Payer account");
  await source.choose("Customer", "Customer Two");
  await source.choose(ACCOUNT, "Two's payer");
  await expect(form.displayName).toHaveValue("Two's payer");
  await expect(form.roleArn).toHaveValue("arn:aws:iam::222233334444:role/Monitoring");
  const cookies = site24x7.requests.map(({ cookie }) => cookie);
  expect(new Set(cookies)).toEqual(new Set(["", "zaaid=600000001", "zaaid=600000002"]));

  site24x7.login.scopes = ["Site24x7.Admin.Read"];
  site24x7.login.codes = ["1000.code.0002"];
  await page.getByRole("button", { name: "Actions for the login Northwind" }).click();
  await page.getByRole("menuitem", { name: "Another login…" }).click();
  await source.signIn({ name: "Ordinary", isMsp: true, code: "1000.code.0002" });
  await expect(page.getByText("may not list customers")).toBeVisible();
});

test("a sign-in that was revoked is renewed where it is needed; a key-based account asks for its key", async ({
  start,
  site24x7,
  both,
}) => {
  site24x7.login.monitors = [
    { monitor_id: "7", display_name: "Old account", type: "AMAZON", aws_access_key: "AKIAIOSFODNN7EXAMPLE" },
  ];
  const first = await start({ env: both });
  await startPage(first.page).integrate();
  await wizard(first.page).choose("Site24x7 account");
  await site24x7Form(first.page).signIn({ name: "Acme" });
  await expect(first.page.getByRole("button", { name: ACCOUNT, exact: true })).toBeVisible();
  await first.app.close();

  site24x7.login.refreshToken = "1000.fake/renewed+token.0002";
  site24x7.login.codes = ["1000.code.0003"];
  site24x7.endTokens();
  const { page } = await start({ env: both });
  await frame(page).goTo("Accounts");
  await page
    .getByRole("link", { name: /^Continue setting up/ })
    .first()
    .click();
  const source = site24x7Form(page);
  await expect(page.getByText(/has been revoked or has run out/)).toBeVisible();
  await page.getByRole("button", { name: "Sign in again…" }).click();
  await source.signIn({ name: "Acme", code: "1000.code.0003" });
  await source.choose(ACCOUNT, "Old account");
  await expect(wizard(page).displayName).toHaveValue("Old account");
  await expect(page.getByRole("textbox", { name: "Access key ID" })).toHaveValue("AKIAIOSFODNN7EXAMPLE");
  await expect(page.getByRole("textbox", { name: "Secret access key" })).toHaveValue("");
});

test("without a network Site24x7 is named by its host", async ({ start, site24x7, both }) => {
  const { page } = await start({ env: both });
  await startPage(page).integrate();
  await wizard(page).choose("Site24x7 account");
  await site24x7.close();
  await site24x7Form(page).signIn({ name: "Acme" });
  await expect(page.getByText(/127\.0\.0\.1:\d+ cannot be reached/)).toBeVisible();
});

test("a customer gets a workspace of its own, where no other customer is named", async ({
  start,
  site24x7,
  both,
  dataFolder,
}) => {
  Object.assign(site24x7.login, mspLogin());
  const session = await start({ env: both });
  const { page } = session;
  await resize(session, [1280, 800]);
  await startPage(page).integrate();
  const form = wizard(page);
  await form.choose("Site24x7 account");
  const source = site24x7Form(page);
  await source.signIn({ name: "Northwind", isMsp: true });
  await source.choose("Customer", "Customer Two");
  await photograph(session, "light/site24x7-customer-1280x800");
  await page.getByRole("button", { name: "Use a workspace of its own" }).click();
  await expect(page.getByRole("button", { name: "Workspace: Customer Two. Switch" })).toBeVisible();
  await expect(page.getByText("the one this workspace is for")).toBeVisible();
  await source.choose(ACCOUNT, "Two's payer");
  await expect(form.displayName).toHaveValue("Two's payer");
  await photograph(session, "light/site24x7-client-workspace-1280x800");
  expect(await filesHolding(join(dataFolder, "workspaces"), "Customer One")).toEqual([]);

  await page.getByRole("button", { name: "Actions for the login Northwind" }).click();
  await page.getByRole("menuitem", { name: "Sign out…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("textbox", { name: "Client secret" })).toBeVisible();
});
