import { afterEach, beforeEach, expect, test } from "vitest";
import { openAnalysis } from "../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../backend/fake/open-screen.ts";
import SavedViews from "./SavedViews.vue";

let screen: OpenScreen;
beforeEach(async () => {
  screen = await openAnalysis(SavedViews, "/explorer?by=region");
  await keep("Monthly", "Save");
  await screen.router.push("/explorer?by=linkedAccount");
  await keep("Board", "Save");
  await screen.router.push("/explorer?by=service,region");
  await click("Views");
});
afterEach(() => screen.close());

async function click(name: string | RegExp): Promise<void> {
  screen.find("button", name).click();
  await screen.settle();
}

async function keep(name: string, by: string): Promise<void> {
  await click("Views");
  await screen.fill("Name of this view", name);
  await click(by);
}

const kept = async (): Promise<readonly (readonly string[])[]> =>
  (await screen.backend.host.views.list()).map(({ name, link }) => [name, link]);

test("a name that is taken says before that its view is replaced, and the view is", async () => {
  expect(screen.has("button", "Replace")).toBe(false);
  await screen.fill("Name of this view", "Monthly");
  await click("Replace");
  expect(await kept()).toEqual([
    ["Monthly", "/explorer?by=service,region"],
    ["Board", "/explorer?by=linkedAccount"],
  ]);
});

test("a view is renamed, but never to the name of another", async () => {
  await click("Rename view Monthly");
  await screen.fill("Name", "Board");
  await click("Rename");
  expect(screen.text()).toContain("There is a view of this name already.");
  await screen.fill("Name", "Monthly by region");
  await click("Rename");
  expect(await kept()).toContainEqual(["Monthly by region", "/explorer?by=region"]);
  expect(screen.has("button", "Rename view Monthly by region")).toBe(true);
});
