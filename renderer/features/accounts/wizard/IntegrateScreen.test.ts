import { afterEach, beforeEach, expect, test } from "vitest";
import App from "../../../app/App.vue";
import { createAppRouter } from "../../../app/router.ts";
import { openScreen, type OpenScreen } from "../../../backend/fake/open-screen.ts";

const ROLE = "arn:aws:iam::111122223333:role/costs";
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

let screen: OpenScreen;
beforeEach(() => (window.location.hash = ""));
afterEach(() => screen.close());

async function open(scene: string, path = "/accounts/integrate"): Promise<void> {
  screen = await openScreen(App, { fake: { scene }, path, createRouter: createAppRouter });
  await screen.settle();
}

const click = async (role: string, name: string | RegExp): Promise<void> => {
  screen.find(role, name).click();
  await screen.settle();
};
const theDraft = async () => {
  const [draft] = await screen.backend.host.drafts.list();
  if (draft === undefined) throw new Error("no draft");
  return draft;
};
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 100 && !(await isSo()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
};

test("what is typed is saved as a draft, kept when one leaves, and offered again", async () => {
  await open("no-accounts");
  await screen.fill("Display name", "Fabrikam");
  await click("link", "Leave for later");
  expect((await theDraft()).fields.displayName).toBe("Fabrikam");
  expect(screen.router.currentRoute.value.name).toBe("accounts");
  await click("link", "Continue setting up Fabrikam");
  const input = screen.find("textbox", "Display name");
  expect(input).toHaveProperty("value", "Fabrikam");
});

test("a draft in which nothing was entered leaves nothing behind", async () => {
  await open("no-accounts");
  await click("link", "Leave for later");
  expect(await screen.backend.host.drafts.list()).toEqual([]);
});

test("looking at an account and leaving it as it is leaves no changes behind", async () => {
  await open("data", "/accounts/integrate?edit=a-1");
  await click("button", /Stage 3/);
  await click("link", "Leave for later");
  expect(await screen.backend.host.drafts.list()).toEqual([]);
  expect(screen.text()).not.toContain("Changes not saved yet");
});

test("the External ID stays the same when one comes back, and changes only after a warning", async () => {
  await open("draft", "/accounts/integrate/d-0");
  await click("button", /Stage 1/);
  const { externalId } = await theDraft();
  expect(screen.text()).toContain(externalId);
  await click("button", "Make another…");
  expect(screen.find("dialog", /Make another/).textContent).toContain("stops working");
  await click("button", "Keep it");
  expect((await theDraft()).externalId).toBe(externalId);
  await click("button", "Make another…");
  await click("button", "Make another");
  expect((await theDraft()).externalId).not.toBe(externalId);
  expect(screen.text()).toContain((await theDraft()).externalId);
});

test("the guide carries the values and policies of this very account", async () => {
  await open("draft", "/accounts/integrate/d-0");
  await click("button", /Stage 1/);
  const { externalId } = await theDraft();
  await click("button", /^Trust policy/);
  expect(screen.find("region", "Trust policy").textContent).toContain(externalId);
  expect(screen.find("region", "Trust policy").textContent).toContain("arn:aws:iam::444455556666:root");
  await click("radio", /^Broad/);
  await click("button", /^Broad read policy/);
  expect(screen.find("region", "Broad read policy").textContent).toContain("never was an action of S3");
  await click("button", /Stage 2/);
  await click("button", /^acme-cost-and-usage/);
  await click("button", /^CloudFormation template/);
  expect(screen.find("region", "CloudFormation template").textContent).toContain(
    "AWS::CUR::ReportDefinition",
  );
  await click("button", /^AWS CLI script/);
  expect(screen.find("region", "AWS CLI script").textContent).toContain("aws cloudformation deploy");
});

test("a role ARN is judged as it is typed", async () => {
  await open("draft", "/accounts/integrate/d-0");
  await click("button", /Stage 1/);
  await screen.fill("Role ARN", "arn:aws:iam::111122223333:user/ana");
  expect(screen.text()).toContain("This is the ARN of a user, not of a role.");
  await screen.fill("Role ARN", "arn:aws-us-gov:iam::111122223333:role/path/costs");
  expect(screen.text()).toContain("Account 111122223333, partition aws-us-gov");
});

test("an identity that AWS refuses is told in words with the command that mends it", async () => {
  await open("signed-out", "/accounts/integrate");
  await click("radio", /^Environment/);
  await until(() => screen.text().includes("The sign-in to AWS has run out."));
  expect(screen.text()).toContain("aws sso login --profile acme-admin");
  expect(screen.has("button", "Ask again")).toBe(true);
});

test("the check list fills itself and is made again for another role", async () => {
  await open("draft", "/accounts/integrate/d-0");
  await until(() => screen.text().includes("4 of 9 fine"));
  expect(screen.text()).toContain("Waits for the report.");
  await click("button", /Stage 3/);
  await screen.fill("Report name", "acme-cost-and-usage");
  await until(() => screen.text().includes("9 of 9 fine"));
  expect(screen.text()).toContain("AWS has delivered this report");
});

test("secrets are sent once, cleared from the page, and never come back", async () => {
  await open("no-accounts");
  await click("radio", /^IAM user/);
  await screen.fill("Access key ID", "AKIAIOSFODNN7EXAMPLE");
  await screen.fill("Secret access key", SECRET);
  await click("button", "Keep the keys");
  expect(screen.text()).toContain("AKIAIOSFODNN7EXAMPLE");
  const held = JSON.stringify([await theDraft(), screen.router.currentRoute.value.fullPath]);
  const typed = [...document.querySelectorAll("input")].map(({ value }) => value).join(" ");
  expect(`${held} ${typed} ${document.body.innerHTML}`).not.toContain(SECRET);
  await click("button", "Replace");
  expect(screen.find("textbox", "Secret access key")).toHaveProperty("value", "");
  await click("button", "Cancel");
  await click("button", "Forget");
  expect((await theDraft()).keys).toBeNull();
});

test("another kind of id is told for what it is and is never sent, typed or pasted", async () => {
  await open("no-accounts");
  await click("radio", /^IAM user/);
  await screen.fill("Access key ID", "AROAIOSFODNN7EXAMPLE");
  await screen.fill("Secret access key", SECRET);
  await screen.settle();
  expect(screen.text()).toContain("This is the unique id of a role; an access key ID begins with AKIA");
  expect(screen.find("button", "Keep the keys")).toHaveProperty("disabled", true);
  const pasted = new Event("paste", { bubbles: true, cancelable: true });
  const text = `User Name,Access Key Id,Secret Access Key\nana,AIDAIOSFODNN7EXAMPLE,${SECRET}\n`;
  Object.assign(pasted, { clipboardData: { getData: () => text } });
  document.querySelector("form")?.dispatchEvent(pasted);
  await screen.settle();
  expect(screen.text()).toContain("This is the unique id of a user");
  expect((await theDraft()).keys).toBeNull();
});

test("the text of the downloaded file is pasted anywhere in the form and kept at once", async () => {
  await open("no-accounts");
  await click("radio", /^IAM user/);
  const pasted = new Event("paste", { bubbles: true, cancelable: true });
  const text = `\uFEFFAccess key ID,Secret access key\r\nAKIAIOSFODNN7EXAMPLE,${SECRET}\r\n`;
  Object.assign(pasted, { clipboardData: { getData: () => text } });
  document.querySelector("form")?.dispatchEvent(pasted);
  await until(async () => (await theDraft()).keys !== null);
  expect((await theDraft()).keys?.accessKeyId).toBe("AKIAIOSFODNN7EXAMPLE");
  expect(document.body.innerHTML).not.toContain(SECRET);
});

test("without a keychain it says that keys are kept for this session only", async () => {
  await open("no-keychain");
  await click("radio", /^IAM user/);
  expect(screen.text()).toContain(
    "This computer offers no keychain. Keys are kept in memory for this session only",
  );
});

test("a file with keys of several users asks whose", async () => {
  await open("no-accounts");
  await click("radio", /^IAM user/);
  const form = document.querySelector("form");
  const dropped = new Event("drop", { bubbles: true, cancelable: true });
  Object.assign(dropped, { dataTransfer: { files: [new File([""], "team.csv")], types: ["Files"] } });
  form?.dispatchEvent(dropped);
  await screen.settle();
  await click("button", "billing-reader");
  expect((await theDraft()).keys?.accessKeyId).toBe("AKIAIOSFODNN7EXAMPLE");
});

test("a report that is there is picked, the account is saved, and its page is shown", async () => {
  await open("draft", "/accounts/integrate/d-0");
  await click("button", /^acme-cost-and-usage/);
  await click("button", "Next: Connect");
  expect(screen.find("textbox", "Report name")).toHaveProperty("value", "acme-cost-and-usage");
  await click("button", "Save");
  await until(() => screen.router.currentRoute.value.name === "accounts");
  await screen.settle();
  expect(screen.text()).toContain("Fabrikam");
  expect(await screen.backend.host.drafts.list()).toEqual([]);
});

test("a failing account is not saved by accident, and as a configuration error account on request", async () => {
  await open("draft", "/accounts/integrate/d-0");
  await click("button", /Stage 3/);
  await screen.fill("Report name", "no-such-report");
  await click("button", "Save");
  expect(screen.text()).toContain("Not saved: the check “Report” fails");
  await click("button", "Save as configuration error account");
  await until(() => screen.router.currentRoute.value.name === "accountErrors");
  const saved = (await screen.backend.host.accounts.list()).find(
    ({ account }) => account.displayName === "Fabrikam",
  );
  expect(saved?.status).toBe("configuration-error");
});

test("what is missing is listed and leads to its field", async () => {
  await open("no-accounts");
  await click("button", /Stage 3/);
  expect(screen.find("button", "Save")).toHaveProperty("disabled", true);
  await click("button", "The role ARN is missing");
  expect(document.activeElement).toBe(screen.find("textbox", "Role ARN"));
});

test("editing opens the account's own values at the field that is wrong", async () => {
  await open("errors", "/accounts/integrate?edit=a-2&field=reportName");
  await until(() => document.activeElement?.id === "field-reportName");
  expect(screen.has("heading", "Edit Data platform")).toBe(true);
  expect(screen.router.currentRoute.value.params["draftId"]).toBe((await theDraft()).id);
  expect((await theDraft()).fields.roleArn).toContain(ROLE.slice(0, 24));
});

test("a draft that is gone says so", async () => {
  await open("no-accounts", "/accounts/integrate/gone");
  expect(screen.text()).toContain("This account is no longer being set up.");
});

test("a table in AWS is chosen from lists, with its policy, and needs no report", async () => {
  await open("draft", "/accounts/integrate/d-0");
  await click("button", /Stage 3/);
  screen.find("radio", /^In AWS, through Athena/).click();
  await screen.settle();
  expect(screen.text()).not.toContain("Report name");
  expect(await fieldsOf()).toMatchObject({ place: "inPlace", athenaRegion: "eu-west-1" });
  expect(screen.text()).toContain("Choose the database of the report");

  const { host } = screen.backend;
  const { id, fields } = await theDraft();
  await host.drafts.save({ id, fields: { ...fields, workgroup: "billing", database: "cid_data_export" } });
  await click("link", "Leave for later");
  await click("link", "Continue setting up Fabrikam");
  await until(() => screen.text().includes("1 table is no report"));
  expect(screen.text()).toContain("The workgroup prescribes s3://acme-athena-results/billing/");
  expect(screen.text()).toContain("Stops a query above 100 GB.");
  await click("button", /^cur2/);
  await click("button", /^Policy for Athena/);
  expect(screen.text()).toContain("arn:aws:s3:::acme-exports/cur2/*");
  expect(screen.text()).toContain("arn:aws:glue:eu-west-1:222233334444:table/cid_data_export/cur2");
  expect(screen.text()).toContain("arn:aws:s3:::acme-athena-results/billing/*");
  expect(screen.text()).not.toContain("Before it can be saved");
});

test("both places ask for the months that stay here, and for the report as well", async () => {
  await open("draft", "/accounts/integrate/d-0");
  await click("button", /Stage 3/);
  screen.find("radio", /^Both/).click();
  await screen.settle();
  expect(screen.text()).toContain("Report name");
  await screen.fill("Billing periods on this computer", "0");
  expect(screen.text()).toContain("The months on this computer have to be a number from 1 to 120");
  await screen.fill("Billing periods on this computer", "3");
  await screen.fill("Limit per day, in GB", "200");
  await until(async () => (await fieldsOf()).perDayGb === "200");
  expect(await fieldsOf()).toMatchObject({ place: "both", localMonths: "3" });
  expect(screen.text()).toContain("about $1.00");
});

const fieldsOf = async () => {
  await until(async () => (await theDraft()).fields.place !== "local");
  return (await theDraft()).fields;
};
