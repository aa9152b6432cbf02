import { afterEach, beforeEach, expect, test } from "vitest";
import type { BudgetScope } from "#core/budget/budget.ts";
import App from "../../app/App.vue";
import { createAppRouter } from "../../app/router.ts";
import { standInForDrawing } from "../../backend/fake/open-analysis.ts";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";
import { decodeCell, decodeFigure } from "../../stores/explain-link.ts";

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

test("a number of the list is explained where it stands; the row opens the budget", async () => {
  await open("/budgets");
  const numbers = [...document.querySelectorAll<HTMLElement>("tbody tr:first-child [data-explain]")];
  const asked = () => screen.router.currentRoute.value;
  expect(numbers).toHaveLength(3);
  numbers[0]?.click();
  await screen.settle();
  expect(decodeCell(asked().query["explain"])?.metric).toBeDefined();
  numbers[1]?.click();
  await screen.settle();
  expect(decodeFigure(asked().query["explain"])).toMatchObject({ kind: "budget", measure: "expected" });
  numbers[2]?.click();
  await screen.settle();
  expect(decodeFigure(asked().query["explain"])).toMatchObject({ kind: "budget", measure: "used" });
  expect(asked().name).toBe("budgets");
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

const LOST = {
  metric: "unblended",
  currency: null,
  id: "b-lost",
  name: "Lost",
  rhythm: { kind: "monthly" },
  amount: { kind: "same", amount: "9000.0" },
  thresholds: [],
} as const;

async function openLost(scope: BudgetScope, scene: string): Promise<void> {
  await open("/help", scene);
  await screen.backend.host.budgets.save({ ...LOST, scope });
  await screen.router.push("/budgets/b-lost");
  await screen.settle();
}

test("a budget of a unit that was deleted says so, and its form keeps the unit until another is chosen", async () => {
  await openLost({ kind: "unit", unitId: "u-gone", name: "Retail Asia" }, "allocated");
  expect(screen.text()).toContain('The business unit "Retail Asia" is not in the allocation model in force.');
  expect(screen.has("region", "Key figures")).toBe(false);
  await screen.router.push("/budgets/b-lost/edit");
  await screen.settle();
  expect(screen.find("combobox", "Costs of").textContent).toContain("Retail Asia (not in the model)");
  expect(screen.text()).toContain("is not in the allocation model in force");
});

test("a budget of a virtual tag that was deleted says so on its page and in its form", async () => {
  const filters = [{ dimension: "profile:Product", mode: "include", values: ["Shop"] }] as const;
  await openLost({ kind: "filters", filters }, "data");
  expect(screen.text()).toContain('The virtual tag "Product" was renamed or deleted.');
  await screen.router.push("/budgets/b-lost/edit");
  await screen.settle();
  expect(screen.text()).toContain('The virtual tag "Product" was renamed or deleted.');
  expect(screen.text()).toContain("Product");
});

test("the costs of a unit are offered where there is a model, and take the place of filters", async () => {
  await open("/budgets/new", "allocated");
  const field = screen.find("combobox", "Costs of");
  expect(field.textContent).toContain("The whole bill, or filters");
  expect(screen.has("button", "Narrow down")).toBe(true);
  field.click();
  await screen.settle();
  const retail = [...document.querySelectorAll<HTMLElement>("[role=option]")].find((one) =>
    one.textContent.includes("Retail"),
  );
  retail?.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
  await screen.settle();
  expect(screen.find("combobox", "Costs of").textContent).toContain("Retail");
  expect(screen.has("button", "Narrow down")).toBe(false);
  await screen.fill("Name", "Retail");
  await screen.fill("Amount of a period", "1,000");
  await click("button", "Save budget");
  const kept = (await screen.backend.host.budgets.list()).find(({ name }) => name === "Retail");
  expect(kept?.scope).toMatchObject({ kind: "unit", name: "Retail" });
});
