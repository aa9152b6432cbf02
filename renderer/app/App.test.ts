import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { standInForDrawing } from "../backend/fake/open-analysis.ts";
import { openScreen, type OpenScreen } from "../backend/fake/open-screen.ts";
import App from "./App.vue";
import { createAppRouter } from "./router.ts";

let screen: OpenScreen;
beforeEach(() => {
  window.location.hash = "";
  standInForDrawing();
});
afterEach(() => screen.close());

async function open(scene: string, path: string): Promise<void> {
  screen = await openScreen(App, { fake: { scene }, path, createRouter: createAppRouter });
  await screen.settle();
}

test("the first start shows the introduction, by keyboard to its end, once", async () => {
  await open("first", "/settings");
  expect(screen.find("heading", "Your AWS bill, readable")).toBe(document.activeElement);
  await screen.press("ArrowRight");
  await screen.press("ArrowRight");
  await screen.press("ArrowRight");
  expect(screen.text()).toContain("Every number explains itself");
  screen.find("button", "Get started").click();
  await screen.settle();
  expect(screen.router.currentRoute.value.name).toBe("start");
  expect((await screen.backend.host.preferences.get()).onboardingDone).toBe(true);
});

test("Escape skips the introduction", async () => {
  await open("first", "/welcome");
  await screen.press("Escape");
  await screen.settle();
  expect(screen.router.currentRoute.value.name).toBe("start");
});

test("without a workspace every screen of costs leads to the start page", async () => {
  await open("start", "/quality");
  expect(screen.router.currentRoute.value.name).toBe("start");
});

test("an empty workspace says what to do instead of showing zeros", async () => {
  await open("empty", "/overview");
  expect(screen.text()).toContain("Acme Retail has no costs yet");
  expect(screen.text()).not.toContain("$0.00");
});

test("while the sample is made, its progress is shown and the rail tells of it", async () => {
  await open("working", "/overview");
  expect(screen.text()).toContain("Filling Acme Retail");
  expect(screen.has("button", /^Sample company, .* Show jobs$/)).toBe(true);
});

test("the rail names its screens and marks the present one", async () => {
  await open("data", "/settings");
  const names = ["Overview", "Explorer", "Line items", "Import", "Data quality", "Settings"];
  expect(names.filter((name) => !screen.has("link", name))).toEqual([]);
  expect(screen.find("link", "Settings").getAttribute("aria-current")).toBe("page");
});

test("Ctrl K opens the palette and ? the shortcuts, but not while typing", async () => {
  await open("data", "/settings");
  await screen.press("k", { ctrlKey: true });
  await screen.settle();
  expect(screen.has("dialog", /Go to/)).toBe(true);
  await screen.press("?");
  expect(screen.has("dialog", "Keyboard shortcuts")).toBe(false);
  await screen.press("Escape");
  await screen.settle();
  await screen.press("?");
  await screen.settle();
  expect(screen.has("dialog", "Keyboard shortcuts")).toBe(true);
});

test("g and a letter go to a screen", async () => {
  await open("data", "/settings");
  await screen.press("g");
  await screen.press("q");
  await screen.settle();
  expect(screen.router.currentRoute.value.name).toBe("quality");
});

/** Types into the palette; the engine is asked once no key was pressed for a moment. */
async function look(text: string): Promise<readonly string[]> {
  const input = document.querySelector<HTMLInputElement>("[role=dialog] input");
  if (input === null) throw new Error("the palette is not open");
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await screen.settle();
  return [...document.querySelectorAll("[role=dialog] [role=option]")].map((option) =>
    option.textContent.trim(),
  );
}

test(
  "the palette finds accounts, months, budgets and actions, and goes there",
  { timeout: 60_000 },
  async () => {
    await open("data", "/settings");
    await screen.press("k", { ctrlKey: true });
    await screen.settle();
    expect(await look("machine lear")).toEqual(
      expect.arrayContaining([expect.stringContaining("111122226666")]),
    );
    expect(await look("budget")).toEqual(expect.arrayContaining(["New budget"]));
    expect(await look("fair share")).toContain("Fair shareCommitments");
    expect(await look("restatmetns")).toContain("RestatementsInvoices");
    expect(await look("untagged")).toContain("TagsAllocation");
    expect(await look("nothing is called like this")).toEqual([
      "Look for “nothing is called like this” in the help",
    ]);
    expect(screen.text()).toContain("Nothing is called that here.");
    expect((await look("september 2026"))[0]).toContain("September 2026");
    await screen.press("Enter");
    // The screen is loaded when it is first gone to.
    await vi.waitFor(
      () =>
        expect(screen.router.currentRoute.value.query).toMatchObject({
          from: "2026-09-01",
          to: "2026-10-01",
        }),
      30_000,
    );
  },
);

test("Ctrl+Z undoes, but never while typing", { timeout: 60_000 }, async () => {
  await open("data", "/settings");
  const { host } = screen.backend;
  await screen.router.push("/budgets/b-ml");
  await screen.settle();
  screen.find("button", "Delete").click();
  await screen.settle();
  const ids = async () => (await host.budgets.list()).map(({ id }) => id);
  expect(await ids()).not.toContain("b-ml");
  const field = document.body.appendChild(document.createElement("input"));
  field.focus();
  await screen.press("z", { ctrlKey: true });
  await screen.settle();
  expect(await ids()).not.toContain("b-ml");
  field.remove();
  await screen.press("z", { ctrlKey: true });
  await screen.settle();
  expect(await ids()).toContain("b-ml");
  await screen.press("z", { ctrlKey: true, shiftKey: true });
  await screen.settle();
  expect(await ids()).not.toContain("b-ml");
});

test("arrow keys go through the rail", async () => {
  await open("data", "/settings");
  screen.find("link", "Overview").focus();
  await screen.press("ArrowDown");
  expect(document.activeElement?.textContent).toContain("Dashboards");
  await screen.press("End");
  expect(document.activeElement?.textContent).toContain("Collapse");
});
