import { afterEach, expect, test } from "vitest";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";
import StartScreen from "./StartScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

const openMenu = async (name: string): Promise<void> => {
  screen.find("button", `Actions for ${name}`).click();
  await screen.settle();
};

const pick = async (label: string): Promise<void> => {
  screen.find("menuitem", label).click();
  await screen.settle();
};

test("it offers files, the sample and recent workspaces", async () => {
  screen = await openScreen(StartScreen, { fake: { scene: "start" } });
  for (const name of [/^Open folder/, /^Open files/, /^Open the sample company/, /^New workspace/]) {
    expect(screen.has("button", name)).toBe(true);
  }
  expect(screen.has("button", /Acme Retail.*Opened/)).toBe(true);
});

test("without workspaces it says what would be listed", async () => {
  screen = await openScreen(StartScreen, { fake: { scene: "first" } });
  expect(screen.text()).toContain("Workspaces you open are listed here");
});

test("the sample opens its workspace and is generated once", async () => {
  screen = await openScreen(StartScreen, { fake: { scene: "first" } });
  screen.find("button", /^Open the sample company/).click();
  await screen.settle();
  expect((await screen.backend.host.workspaces.current())?.sample).toBe(true);
  expect(await screen.backend.engine.jobs.list()).toMatchObject([{ job: "sample" }]);
  expect(screen.router.currentRoute.value.name).toBe("overview");
});

test("a name that is taken is refused where it was typed", async () => {
  screen = await openScreen(StartScreen, { fake: { scene: "start" } });
  await openMenu("Acme Retail");
  await pick("Rename…");
  const input = screen.find("textbox", /Name/);
  if (!(input instanceof HTMLInputElement)) throw new Error("no input");
  input.value = "Northwind Logistics";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await screen.settle();
  screen.find("button", "Rename").click();
  await screen.settle();
  expect(screen.find("dialog", "Rename workspace").textContent).toContain("Northwind Logistics");
  expect((await screen.backend.host.workspaces.list()).map(({ name }) => name)).toContain("Acme Retail");
});

test("deleting names the folder and what stays, and only then deletes", async () => {
  screen = await openScreen(StartScreen, { fake: { scene: "start" } });
  await openMenu("Acme Retail");
  await pick("Delete…");
  const dialog = screen.find("dialog", /Delete the workspace/);
  expect(dialog.textContent).toContain("/home/ana/.config/cloudspend-desktop/workspaces/acme-retail");
  expect(dialog.textContent).toContain("stay where they are");
  expect(await screen.backend.host.workspaces.list()).toHaveLength(3);
  screen.find("button", "Delete workspace").click();
  await screen.settle();
  expect(await screen.backend.host.workspaces.list()).toHaveLength(2);
});
