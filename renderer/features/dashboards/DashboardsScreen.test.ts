// @vitest-environment jsdom
import { afterEach, expect, test } from "vitest";
import type { Dashboard } from "#core/dashboard/dashboard.ts";
import { openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import DashboardsScreen from "./DashboardsScreen.vue";

let screen: OpenScreen;

afterEach(() => screen.close());

async function open(scene: string, path = "/dashboards"): Promise<void> {
  screen = await openAnalysis(DashboardsScreen, path, { scene });
  // The first tiles ask only when the address names the dashboard.
  await screen.settle();
}

async function click(role: string, name: string | RegExp): Promise<void> {
  screen.find(role, name).click();
  await screen.settle();
}

async function kept(): Promise<Dashboard> {
  const [dashboard] = await screen.backend.host.dashboards.list();
  if (dashboard === undefined) throw new Error("no dashboard is kept");
  return dashboard;
}

const order = async (): Promise<readonly string[]> => (await kept()).tiles.map(({ content }) => content.kind);
const tile = (kind: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-tile="t-${kind}"]`);
  if (found === null) throw new Error(`no tile ${kind}`);
  return found;
};

test("without one, dashboards to begin with are offered and made of what the data can show", async () => {
  await open("data");
  expect(screen.text()).toContain("No dashboard yet");
  await click("button", "Finance monthly");
  expect(screen.router.currentRoute.value.name).toBe("dashboard");
  expect((await kept()).name).toBe("Finance monthly");
  expect(await order()).toContain("budgets");
  expect(screen.find("heading", "Finance monthly")).toBeTruthy();
});

test("every kind of tile shows its answer, and one that lost its view says so alone", async () => {
  await open("dashboard");
  expect(tile("number").textContent).toMatch(/Month to date.*\$/s);
  expect(tile("chart").querySelector("[role=figure]")?.getAttribute("aria-label")).toMatch(
    /Cost by Service: \$/,
  );
  expect(tile("top").textContent).toContain("Shop production");
  expect(tile("table").textContent).toMatch(/Total.*\$/s);
  expect(tile("budgets").textContent).toContain("Machine learning");
  expect(tile("commitments").textContent).toContain("Savings Plans utilisation");
  expect(tile("anomalies").textContent).toMatch(/\+\$/);
  expect(tile("view").textContent).toContain("This view was deleted.");
  expect(tile("note").textContent).toContain("NAT gateways");
});

test("when the engine fails it says so, and what needs no engine stays", async () => {
  await open("failing");
  expect(screen.has("alert", /workspace\.damaged/)).toBe(true);
  expect(tile("budgets").textContent).toContain("workspace.damaged");
  expect(tile("note").textContent).toContain("NAT gateways");
});

test("a number explains itself", async () => {
  await open("dashboard");
  tile("number").querySelector<HTMLElement>("[data-explain]")?.click();
  await screen.settle();
  expect(screen.router.currentRoute.value.query["explain"]).toBeTruthy();
});

test("tiles are moved, resized and removed with keys, and all of it is undone", async () => {
  await open("dashboard");
  const before = await order();
  tile("number").focus();
  await screen.press("ArrowRight", { altKey: true });
  await screen.settle();
  expect((await order()).slice(0, 2)).toEqual(["chart", "number"]);
  expect(document.activeElement?.getAttribute("data-tile")).toBe("t-number");
  await screen.press("ArrowRight", { shiftKey: true });
  await screen.settle();
  expect((await kept()).tiles[1]?.width).toBe(4);
  await screen.press("Delete");
  await screen.settle();
  expect(await order()).not.toContain("number");
  await click("button", "Undo");
  expect(await order()).toContain("number");
  await click("button", "Redo");
  expect(await order()).not.toContain("number");
  await click("button", "Undo");
  expect((await order()).toSorted()).toEqual(before.toSorted());
});

test("arrows go from tile to tile, and e changes the one that has the focus", async () => {
  await open("dashboard");
  tile("number").focus();
  await screen.press("ArrowDown");
  await screen.settle();
  expect(document.activeElement?.getAttribute("data-tile")).toBe("t-chart");
  await screen.press("e");
  await screen.settle();
  expect(screen.has("dialog", "Change the tile")).toBe(true);
  await screen.fill("Title", "Trend");
  await click("button", "Save");
  expect((await kept()).tiles.find(({ id }) => id === "t-chart")).toMatchObject({
    title: "Trend",
    content: { kind: "chart", groupBy: ["service"] },
  });
});

test("a tile is added by its form", async () => {
  await open("dashboard");
  await click("button", "Add tile");
  await click("radio", /^Text/);
  expect(screen.find("button", "Add").hasAttribute("disabled")).toBe(true);
  const field = document.querySelector("textarea");
  if (field === null) throw new Error("no text to write");
  field.value = "Freeze until Friday";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await screen.settle();
  await click("button", "Add");
  expect((await kept()).tiles.at(-1)?.content).toEqual({ kind: "note", text: "Freeze until Friday" });
});

test("a presentation shows the board alone", async () => {
  await open("dashboard");
  await screen.press("f");
  await screen.settle();
  expect(screen.has("button", "Add tile")).toBe(false);
  expect(screen.has("button", /^Menu of/)).toBe(false);
  await screen.press("Escape");
  await screen.settle();
  expect(screen.has("button", "Add tile")).toBe(true);
});

test("an address of none says so", async () => {
  await open("dashboard", "/dashboards/gone");
  expect(screen.text()).toContain("This dashboard is not there any more");
});
