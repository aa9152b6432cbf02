import { afterEach, beforeEach, expect, test } from "vitest";
import App from "../../app/App.vue";
import { createAppRouter } from "../../app/router.ts";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";

let screen: OpenScreen;
beforeEach(() => (window.location.hash = ""));
afterEach(() => screen.close());

async function open(scene: string, path = "/accounts/errors"): Promise<void> {
  screen = await openScreen(App, { fake: { scene }, path, createRouter: createAppRouter });
  await screen.settle();
}

const click = async (role: string, name: string | RegExp): Promise<void> => {
  screen.find(role, name).click();
  await screen.settle();
};

test("every failing account says what is wrong, since when, and offers one button", async () => {
  await open("errors");
  const text = screen.text();
  for (const part of [
    "AWS no longer lets",
    'Account 111122225555 has no report named "data-platform-hourly".',
    "The sign-in to AWS has run out.",
    "AWS does not allow s3:ListBucket",
    "The keychain is locked.",
  ])
    expect(text).toContain(part);
  for (const name of [
    "Edit the role: Acme Retail production",
    "Edit the report name: Data platform",
    "Enter new keys: Tailwind",
    "Check again: Sandbox",
    "Edit the region: Contoso",
  ])
    expect(screen.has("button", name)).toBe(true);
  expect(document.querySelectorAll("tbody")).toHaveLength(8);
});

test("the button opens the wizard at the field that is wrong", async () => {
  await open("errors");
  await click("button", "Edit the region: Contoso");
  await screen.settle();
  expect(screen.router.currentRoute.value.name).toBe("integrateAccount");
  expect(document.activeElement?.id).toBe("field-region");
});

test("a row unfolds to the AWS code, the request and every check", async () => {
  await open("errors");
  expect(screen.text()).not.toContain("Request ID");
  await click("button", "Details of Acme Retail production");
  for (const part of [
    "AccessDenied",
    "STS AssumeRole",
    "5c1f0c8e",
    "aws.role_refused",
    "Not judged: External ID",
  ])
    expect(screen.text()).toContain(part);
});

test("deleting asks first", async () => {
  await open("errors");
  await click("button", "Actions for Sandbox");
  await click("menuitem", "Delete…");
  await click("button", "Remove account");
  const left = (await screen.backend.host.accounts.list()).map(({ account }) => account.displayName);
  expect(left).not.toContain("Sandbox");
});

test("what only waits is told apart from what is wrong, with since when and a way to try again", async () => {
  await open("accounts");
  const waiting = screen.find("region", "Waiting, nothing to mend").textContent;
  expect(waiting).toContain("Sandbox");
  expect(waiting).toContain(
    'AWS has not delivered the report "sandbox-focus" to s3://sandbox-billing/focus yet.',
  );
  expect(waiting).toMatch(/since Oct 21, 2026/);
  expect(waiting).not.toContain("Contoso");
  expect(document.querySelectorAll("tbody")).toHaveLength(1);
});

test("no network is no configuration error, and says what to do", async () => {
  await open("offline");
  expect(screen.text()).toContain("No account has a configuration error");
  expect(screen.text()).toContain("cannot be reached (ENOTFOUND)");
  await click("button", "Try Acme Retail production again");
  const [view] = await screen.backend.host.accounts.list();
  expect(view?.status).toBe("syncing");
});

test("with nothing wrong it says so", async () => {
  await open("data");
  expect(screen.text()).toContain("No account has a configuration error");
});
