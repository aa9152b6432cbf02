import { afterEach, expect, test } from "vitest";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";
import ExportWorkspaceDialog from "./ExportWorkspaceDialog.vue";
import ImportWorkspaceDialog from "./ImportWorkspaceDialog.vue";
import TranslateDialog from "./TranslateDialog.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

test("an export says what is never in the file, and starts when the place is chosen", async () => {
  screen = await openScreen(ExportWorkspaceDialog);
  expect(screen.text()).toContain("Access keys, sign-ins, external ids");
  await screen.fill(/Name in the file/, "  ");
  expect(screen.find("button", "Choose where…").hasAttribute("disabled")).toBe(true);
  await screen.fill(/Name in the file/, "Acme for Ana");
  screen.find("button", "Choose where…").click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([
    { job: "export", title: "Acme for Ana.cloudspend" },
  ]);
});

test("an import shows what is in the file before anything is taken", async () => {
  screen = await openScreen(ImportWorkspaceDialog);
  const text = screen.text();
  expect(text).toContain("3 budgets, 2 saved views, 1 allocation model");
  expect(text).toContain("1 to connect again");
  expect(text).toContain("$184,220.12");
  expect((await screen.backend.host.workspaces.list()).map(({ name }) => name)).not.toContain("Acme");
  screen.find("button", "Import").click();
  await screen.settle();
  expect((await screen.backend.host.workspaces.current())?.name).toBe("Acme");
  expect(screen.router.currentRoute.value.name).toBe("overview");
});

test("a name that is taken is refused where it was typed, and nothing is made", async () => {
  screen = await openScreen(ImportWorkspaceDialog);
  await screen.fill(/Name here/, "Northwind Logistics");
  screen.find("button", "Import").click();
  await screen.settle();
  expect(screen.text()).toContain("There is already a workspace named");
  expect(await screen.backend.host.workspaces.list()).toHaveLength(3);
});

test("a copy with pseudonyms shows examples, wants something to hide, and can go on with an earlier key", async () => {
  screen = await openScreen(ExportWorkspaceDialog);
  screen.find("radio", /With pseudonyms/).click();
  await screen.settle();
  expect(screen.text()).toContain("804421976315");
  screen.find("button", "Use an earlier key…").click();
  await screen.settle();
  expect(screen.text()).toContain("acme.cloudspend-key");
  for (const name of [
    /^Account ids/,
    /^Names/,
    /^Resource ids/,
    /^Tag values/,
    /^Tag keys/,
    /^Invoice/,
    /^Descriptions/,
  ]) {
    screen.find("checkbox", name).click();
    await screen.settle();
  }
  expect(screen.find("button", "Choose where…").hasAttribute("disabled")).toBe(true);
});

test("pseudonyms in a text are translated with a key file", async () => {
  screen = await openScreen(TranslateDialog);
  screen.find("button", "Choose key…").click();
  await screen.settle();
  const area = document.body.querySelector("textarea");
  if (area === null) throw new Error("no text can be entered");
  area.value = "Why is 804421976315 so dear?";
  area.dispatchEvent(new Event("input", { bubbles: true }));
  await screen.settle();
  screen.find("button", "Translate").click();
  await screen.settle();
  expect(screen.text()).toContain("Why is 111122223333 so dear?");
});
