import { afterEach, expect, test } from "vitest";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";
import WorkspaceNotice from "./WorkspaceNotice.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

test("a sound workspace shows nothing", async () => {
  screen = await openScreen(WorkspaceNotice, {});
  expect(screen.has("region", "State of the workspace")).toBe(false);
});

test("damage says what it affects, opens its details, and one click starts the repair", async () => {
  screen = await openScreen(WorkspaceNotice, { fake: { scene: "damaged" } });
  expect(screen.text()).toContain("Affected: October 2026, September 2026.");
  screen.find("button", "Details").click();
  await screen.settle();
  expect(screen.text()).toContain("views.json; 4 entries of it could be kept");
  screen.find("button", "Rebuild now").click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([{ job: "repair" }]);
});

test("what was put aside is offered to look at and stays until it is understood", async () => {
  screen = await openScreen(WorkspaceNotice, { fake: { scene: "aside" } });
  expect(screen.text()).toContain("A file of settings was damaged and put aside");
  expect(screen.has("button", "Show what is kept")).toBe(true);
  screen.find("button", "Understood").click();
  await screen.settle();
  expect(screen.has("region", "State of the workspace")).toBe(false);
});

test("a folder that is copied to other computers is warned of once", async () => {
  screen = await openScreen(WorkspaceNotice, { fake: { scene: "synced" } });
  expect(screen.text()).toContain("OneDrive copies this workspace to other computers");
  screen.find("button", "Understood").click();
  await screen.settle();
  expect(screen.has("region", "State of the workspace")).toBe(false);
});
