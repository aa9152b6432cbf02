import { afterEach, expect, test } from "vitest";
import { openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { useSqlDraftStore } from "../../stores/sql-draft.ts";
import SqlScreen from "./SqlScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(): Promise<void> {
  screen = await openAnalysis(SqlScreen, "/sql");
}

async function run(text: string): Promise<void> {
  useSqlDraftStore().write(text);
  await screen.settle();
  screen.find("button", "Run").click();
  await screen.settle();
}

const cells = (): readonly (string | undefined)[] =>
  [...document.querySelectorAll("[role=grid] td")].map((cell) => cell.textContent.trim());

test("begins with a query, and says what can be done", async () => {
  await open();
  expect(document.querySelector(".cm-content")?.textContent).toContain("FROM daily");
  expect(screen.text()).toContain("Ask in SQL");
});

test("shows the views with their columns, found by name, meaning or AWS column", async () => {
  await open();
  expect(screen.text()).toContain("line_items");
  await screen.fill("Find a column", "ProductCode");
  await screen.settle();
  const found = document.querySelector("aside")?.textContent ?? "";
  expect(found).toContain("service");
  expect(found).not.toContain("amortized");
});

test("runs and shows exact money, NULL as such", async () => {
  await open();
  await run("SELECT day, service, cost FROM daily");
  expect(cells().slice(0, 3)).toEqual(["2026-10-01", "AmazonEC2", "1,234.5678901234"]);
  expect(cells()).toContain("0.000000000000000001");
  expect(cells().slice(-2)).toEqual(["NULL", "NULL"]);
  expect(screen.text()).toContain("4 rows in 12 ms");
});

test("a problem is told in words, marked in the text, and goes with the next good run", async () => {
  await open();
  await run("SELECT servic FROM daily");
  expect(screen.find("alert", /no column "servic"/)).toBeTruthy();
  expect(document.querySelector(".cm-problem")?.textContent).toBe("servic");
  await run("SELECT service FROM daily");
  expect(screen.has("alert", /servic/)).toBe(false);
  expect(document.querySelector(".cm-problem")).toBeNull();
});

test("an empty result is no failure", async () => {
  await open();
  await run("SELECT 1 WHERE false");
  expect(screen.text()).toContain("No rows");
});

test("a result with a time and a value can be drawn", async () => {
  await open();
  await run("SELECT day, service, cost FROM daily");
  screen.find("button", "Chart").click();
  await screen.settle();
  expect(document.querySelector('[role=figure][aria-label^="cost by day"]')).not.toBeNull();
});

test("queries are kept under a name, and every run is in the history once", async () => {
  await open();
  await run("SELECT 1 AS mine FROM daily");
  await run("SELECT 1 AS mine FROM daily");
  screen.find("button", "History").click();
  await screen.settle();
  expect(document.querySelectorAll('[aria-label="History of queries"] li')).toHaveLength(1);
  screen.find("button", "Queries").click();
  await screen.settle();
  await screen.fill("Name of this query", "Mine");
  screen.find("button", "Save").click();
  await screen.settle();
  expect(screen.has("button", "Delete query Mine")).toBe(true);
});
