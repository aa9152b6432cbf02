import { afterEach, beforeEach, expect, test } from "vitest";
import App from "../../app/App.vue";
import { createAppRouter } from "../../app/router.ts";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";

let screen: OpenScreen;
beforeEach(() => (window.location.hash = ""));
afterEach(() => screen.close());

async function open(scene: string, path = "/accounts"): Promise<void> {
  screen = await openScreen(App, { fake: { scene }, path, createRouter: createAppRouter });
  await screen.settle();
}

const click = async (role: string, name: string | RegExp): Promise<void> => {
  screen.find(role, name).click();
  await screen.settle();
};

function card(name: string): HTMLElement {
  const found = [...document.querySelectorAll("article")].find((article) =>
    article.textContent.includes(name),
  );
  if (found === undefined) throw new Error(`no card of ${name}`);
  return found;
}

test("without an account it leads to the wizard", async () => {
  await open("no-accounts");
  expect(screen.text()).toContain("No AWS account is connected");
  await click("link", "Integrate AWS Account");
  expect(screen.router.currentRoute.value.name).toBe("integrateAccount");
});

test("an account tells its state, id, access, report, delivery, sync and what it holds", async () => {
  await open("accounts");
  const text = card("Acme Retail production").textContent;
  for (const part of ["Up to date", "111122223333", "IAM role, profile acme-admin", "acme-cost-and-usage"])
    expect(text).toContain(part);
  expect(text).toMatch(/Last delivery by AWS.*Oct 21, 2026/);
  expect(text).toMatch(/Cost in October 2026\s*\$\d/);
  expect(text).toMatch(/Periods\s*13/);
  expect(text).toMatch(/On disk\s*\d+ MB/);
});

test("what is not known yet is not invented", async () => {
  await open("accounts");
  const text = card("Sandbox").textContent;
  expect(text).toContain("Waiting for AWS");
  expect(text).toMatch(/Last delivery by AWS\s*None yet/);
  expect(text).toMatch(/Last sync\s*Never/);
});

test("a sync shows bytes, rate and time left, pauses, goes on and is cancelled", async () => {
  await open("accounts");
  for (const part of ["Downloading", "September 2026", "42 MB of 126 MB", "6.4 MB/s", "about 13 sec left"])
    expect(card("Data platform").textContent).toContain(part);
  await click("button", "Pause Data platform");
  expect(card("Data platform").textContent).toContain("Paused");
  await click("button", "Resume Data platform");
  await click("button", "Cancel the sync of Data platform");
  expect(card("Data platform").textContent).toContain("Up to date");
});

test("syncing by hand starts at once", async () => {
  await open("data");
  await click("button", "Sync Acme Retail production now");
  expect(card("Acme Retail production").textContent).toContain("Looking for deliveries");
});

test("an account that is read in AWS tells its table and limits, and nothing that is not here", async () => {
  await open("in-place-only");
  const text = card("Acme Retail production").textContent;
  for (const part of ["eu-west-1 · athenacurcfn_acme_hourly.acme_hourly", "50 GB a query, 1 TB a day"])
    expect(text).toContain(part);
  expect(text).not.toMatch(/Periods|On disk|Last sync/);
  await click("button", "Check Acme Retail production now");
});

test("an account that is read in both places tells of both", async () => {
  await open("in-place");
  const text = card("Acme Retail production").textContent;
  expect(text).toContain("Up to date");
  expect(text).toMatch(/Read in AWS, but the last 3 months\s*eu-west-1/);
  expect(text).toMatch(/Periods\s*\d/);
});

test("offline is a note, not an error", async () => {
  await open("offline");
  expect(card("Acme Retail production").textContent).toContain("Offline");
  expect(screen.has("alert", /./)).toBe(false);
});

test("accounts that do not work are counted in the rail and lead to what is wrong", async () => {
  await open("accounts");
  expect(screen.has("link", "Accounts, 1 with a configuration error")).toBe(true);
  await click("link", "Show what is wrong");
  expect(screen.router.currentRoute.value.name).toBe("accountErrors");
});

test("removing says what goes and what stays, and takes the costs only when asked to", async () => {
  await open("data");
  await click("button", "Actions for Acme Retail production");
  await click("menuitem", "Remove…");
  const dialog = screen.find("dialog", /Remove/);
  expect(dialog.textContent).toContain("Keep its costs");
  expect(dialog.textContent).toContain("access keys leave the keychain in any case");
  await click("radio", /^Remove its costs too/);
  await click("button", "Remove with its costs");
  expect(await screen.backend.host.accounts.list()).toEqual([]);
});

test("the start page and an empty workspace offer the wizard", async () => {
  await open("empty", "/overview");
  expect(screen.has("link", "Integrate AWS Account")).toBe(true);
  screen.close();
  await open("start", "/start");
  await click("button", /^Integrate AWS Account/);
  expect(screen.router.currentRoute.value.name).toBe("integrateAccount");
  expect((await screen.backend.host.workspaces.current())?.name).toBe("My AWS costs");
});
