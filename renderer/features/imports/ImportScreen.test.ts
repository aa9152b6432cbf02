import { afterEach, expect, test } from "vitest";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";
import { useImportFlow } from "../../queries/use-import-flow.ts";
import ImportScreen from "./ImportScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(scene = "data"): Promise<void> {
  screen = await openScreen(ImportScreen, { fake: { scene } });
}

async function choose(): Promise<void> {
  screen.find("button", "Open folder…").click();
  await screen.settle();
}

test("with nothing chosen it says what can be dropped", async () => {
  await open();
  expect(screen.text()).toContain("Nothing is being imported");
  expect(screen.text()).toContain("FOCUS");
});

test("a proposal lists deliveries with their state, and what cannot be imported with the reason", async () => {
  await open();
  await choose();
  expect(screen.text()).toContain("3 deliveries · 4 files");
  for (const word of ["Replaces", "New", "Already here", "2 files of an older delivery"]) {
    expect(screen.text()).toContain(word);
  }
  expect(screen.text()).toContain("report-old.csv.gz is damaged at byte");
  expect(screen.text()).toContain("file.unknown_kind");
});

test("what is already held starts unchecked, and single files can be left out", async () => {
  await open();
  await choose();
  const held = screen.find("checkbox", "Include acme-cost-and-usage, August 2026");
  expect(held.getAttribute("aria-checked")).toBe("false");
  screen.find("button", "Files of acme-cost-and-usage, September 2026").click();
  await screen.settle();
  screen.find("checkbox", /^acme-cost-and-usage-2\.csv\.gz/).click();
  await screen.settle();
  expect(screen.text()).toContain("3 deliveries · 3 files");
  const whole = screen.find("checkbox", "Include acme-cost-and-usage, September 2026");
  expect(whole.getAttribute("aria-checked")).toBe("mixed");
});

test("importing starts a job and closes the proposal", async () => {
  await open();
  await choose();
  screen.find("button", "Import").click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([{ job: "import" }]);
  expect(screen.text()).not.toContain("Found in your files");
});

test("with nothing left to import the button is off", async () => {
  await open();
  await choose();
  for (const name of ["September 2026", "October 2026"])
    screen.find("checkbox", `Include acme-cost-and-usage, ${name}`).click();
  screen.find("checkbox", "Include focus-1.0-export").click();
  await screen.settle();
  expect(screen.find("button", "Import").hasAttribute("disabled")).toBe(true);
  expect(screen.text()).toContain("Nothing chosen");
});

test("files that cannot be looked at are a failure with its code, not an empty list", async () => {
  await open("failing");
  await choose();
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

test("without a workspace, choosing files makes one first", async () => {
  const probe = { setup: () => (void useImportFlow().chooseFiles(), () => null) };
  screen = await openScreen(probe, { fake: { scene: "start" } });
  expect((await screen.backend.host.workspaces.current())?.name).toBe("My AWS costs");
  expect(screen.router.currentRoute.value.name).toBe("import");
});
