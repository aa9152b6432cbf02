import { afterEach, beforeEach, expect, test } from "vitest";
import App from "../../app/App.vue";
import { createAppRouter } from "../../app/router.ts";
import { standInForDrawing } from "../../backend/fake/open-analysis.ts";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";

let screen: OpenScreen;
beforeEach(() => {
  window.location.hash = "";
  standInForDrawing();
});
afterEach(() => screen.close());

async function open(path: string, scene = "data"): Promise<void> {
  screen = await openScreen(App, { fake: { scene }, path, createRouter: createAppRouter });
  await screen.settle();
}

const click = async (role: string, name: string | RegExp): Promise<void> => {
  screen.find(role, name).click();
  await screen.settle();
};
const names = async (): Promise<readonly string[]> =>
  (await screen.backend.host.budgets.list()).map(({ name }) => name);

test("each budget says how it stands, and one that cannot be answered for says why", async () => {
  await open("/budgets");
  const text = screen.text();
  for (const part of ["Whole company", "Passed", "All costs", "4 budgets", "There is no dimension"])
    expect(text).toContain(part);
  expect(screen.has("img", /charged and .* expected of \$155,000\.00/)).toBe(true);
});

test("without any it says what budgets are for", async () => {
  await open("/budgets", "no-budgets");
  expect(screen.text()).toContain("No budget yet");
});

test("failed and loading are told apart", async () => {
  await open("/budgets", "empty");
  expect(screen.text()).toContain("No costs to hold it against yet");
  screen.close();
  await open("/budgets/new", "failing");
  expect(screen.has("alert", /workspace\.damaged/)).toBe(true);
});

test("the detail names what changed, the thresholds, the periods before and how it was forecast", async () => {
  await open("/budgets/b-ml");
  const text = screen.text();
  for (const part of [
    "What changed",
    "Thresholds",
    "100% charged",
    "Past periods",
    "September 2026",
    "Known until Oct 19, 2026".slice(0, 18),
  ])
    expect(text).toContain(part);
  expect(text).toMatch(/more than in|less than in/);
  expect(text).toMatch(/Tried 12 times/);
});

test("deleting can be undone", async () => {
  await open("/budgets/b-ml");
  await click("button", "Delete");
  expect(screen.router.currentRoute.value.name).toBe("budgets");
  expect(await names()).not.toContain("Machine learning");
  await click("button", "Undo");
  expect(await names()).toContain("Machine learning");
});

test("a new budget is refused until it is whole, then kept and shown", async () => {
  await open("/budgets/new");
  await click("button", "Save budget");
  expect(screen.text()).toContain("Give the budget a name.");
  expect(screen.text()).toContain("Enter an amount above 0");
  await screen.fill("Name", "Everything");
  await screen.fill("Amount of a period", "100,000");
  await screen.settle();
  expect(screen.text()).toContain("would have passed it");
  await click("button", "Save budget");
  expect(screen.router.currentRoute.value.name).toBe("budget");
  expect(screen.text()).toContain("Everything");
  const [kept] = await screen.backend.host.budgets.list();
  expect(kept).toMatchObject({ amount: { amount: "100000.0000000000" }, metric: "amortized" });
});
